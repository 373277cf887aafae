# Indentation, joining, comments, blank lines.
if x:
    y
      
    # comment, not indented as the code is
  # nor this one
    if z:
    	w
    v
else: u
a = (1,  # inside brackets

     2)
b = [
1, {
2: 3}]; c
d = 1 + \
    2
"""one
two""" 'three'
def f():
    return

    # at the end
  
class G: pass
if a:
  if b:
     if c:
        d
e # last
