"""The ICAT Field Reader: an offline reader for the guidance of the Inter-Agency Coordination Group against Trafficking
in Persons."""

__version__ = "0.1.0"
