import operator
operator.itemgetter(5)([1])
