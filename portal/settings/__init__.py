"""`site` is the site, `testing` the test suite; `env` names every variable. Nothing runs on importing the package."""
