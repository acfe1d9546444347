"""Every deed of this app, one file per noun."""
