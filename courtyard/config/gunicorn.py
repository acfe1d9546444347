"""The web server's settings: `gunicorn -c python:courtyard.config.gunicorn`. What the command line says goes first."""

wsgi_app = "courtyard.config.wsgi"
workers = 2
timeout = 120
"""Seconds. Importing 50,000 homes takes 15 of one core: with gunicorn's own 30, a busy machine would cut it off."""
