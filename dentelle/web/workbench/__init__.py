"""The workbench: where people with an account keep the atlas true."""
