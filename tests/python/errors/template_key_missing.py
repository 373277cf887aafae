import string
string.Template("$x $y").substitute(x=1)
