# sklearn in small: the data sets that lessons draw, split and scaled with the same numbers from the same seed. Models are for torch.
__version__ = '1.7.2'
