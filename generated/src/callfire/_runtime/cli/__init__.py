"""The command line of a package: every action as a command, with help, profiles and exit codes for scripts."""
