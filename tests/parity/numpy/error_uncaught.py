import numpy as np

weights = np.zeros(3)
weights += np.ones((2, 3))
