"""The files under ``deploy/``, looked at by the programs that read them."""
