"""The commands of ``python -m etl``, one file each: ``add_arguments(parser)`` and ``run(arguments) -> exit code``."""
