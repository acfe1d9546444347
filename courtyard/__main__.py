from courtyard.config.cli import main

main()
