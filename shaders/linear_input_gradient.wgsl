// dX = dY · W, the gradient of a linear layer's input; also any product of two matrices. dY (rows, depth), W (depth,
// columns), dX (rows, columns), row by row, rows and columns filled up with zeros to multiples of four (web/gpu.js). A
// thread computes 8 by 8 numbers of dX: sixteen reads of four numbers for 256 multiplications.
@group(0) @binding(1) var<storage, read> dy: array<vec4f>;
@group(0) @binding(2) var<storage, read> w: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> dx: array<vec4f>;

// What is beyond the edge is zero in memory, whatever NaN and infinity made of it here.
fn store(row: u32, group: u32, slice: u32, value: vec4f) {
  if (row >= (shape.rows + 3u) / 4u * 4u || 4u * group >= shape.columns) { return; }
  let inside = 4u * group + vec4u(0u, 1u, 2u, 3u) < vec4u(select(0u, shape.columns, row < shape.rows));
  dx[slice * shape.slice_size + row * ((shape.columns + 3u) / 4u) + group] = select(vec4f(), value, inside);
}

// Of four numbers in a row of dY with four rows of W.
fn products(dy: vec4f, w0: vec4f, w1: vec4f, w2: vec4f, w3: vec4f) -> vec4f {
  return dy.x * w0 + dy.y * w1 + dy.z * w2 + dy.w * w3;
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = shape.first_row + 8u * id.y;
  let group = 2u * id.x;
  if (row >= shape.rows || 4u * group >= shape.columns) { return; }
  let depth = shape.depth;
  let width = (shape.columns + 3u) / 4u;
  // Rows 4 to 7 and the right group may not be there: others stand in, and store() forgets what comes of it.
  let y0 = row * depth;
  let y4 = select(y0, y0 + 4u * depth, row + 4u < shape.rows);
  let next = select(0u, 1u, group + 1u < width);
  var x0l = vec4f(); var x0r = vec4f(); var x1l = vec4f(); var x1r = vec4f();
  var x2l = vec4f(); var x2r = vec4f(); var x3l = vec4f(); var x3r = vec4f();
  var x4l = vec4f(); var x4r = vec4f(); var x5l = vec4f(); var x5r = vec4f();
  var x6l = vec4f(); var x6r = vec4f(); var x7l = vec4f(); var x7r = vec4f();
  let end = min(depth, (id.z + 1u) * shape.slice);
  for (var d = id.z * shape.slice; d < end; d++) {
    var at = 4u * d * width + group;
    let a = w[at]; let f = w[at + next]; at += width;
    let b = w[at]; let g = w[at + next]; at += width;
    let c = w[at]; let h = w[at + next]; at += width;
    let e = w[at]; let i = w[at + next];
    var v = dy[y0 + d];
    x0l += products(v, a, b, c, e); x0r += products(v, f, g, h, i);
    v = dy[y0 + depth + d];
    x1l += products(v, a, b, c, e); x1r += products(v, f, g, h, i);
    v = dy[y0 + 2u * depth + d];
    x2l += products(v, a, b, c, e); x2r += products(v, f, g, h, i);
    v = dy[y0 + 3u * depth + d];
    x3l += products(v, a, b, c, e); x3r += products(v, f, g, h, i);
    v = dy[y4 + d];
    x4l += products(v, a, b, c, e); x4r += products(v, f, g, h, i);
    v = dy[y4 + depth + d];
    x5l += products(v, a, b, c, e); x5r += products(v, f, g, h, i);
    v = dy[y4 + 2u * depth + d];
    x6l += products(v, a, b, c, e); x6r += products(v, f, g, h, i);
    v = dy[y4 + 3u * depth + d];
    x7l += products(v, a, b, c, e); x7r += products(v, f, g, h, i);
  }
  store(row, group, id.z, x0l);
  store(row, group + 1u, id.z, x0r);
  store(row + 1u, group, id.z, x1l);
  store(row + 1u, group + 1u, id.z, x1r);
  store(row + 2u, group, id.z, x2l);
  store(row + 2u, group + 1u, id.z, x2r);
  store(row + 3u, group, id.z, x3l);
  store(row + 3u, group + 1u, id.z, x3r);
  store(row + 4u, group, id.z, x4l);
  store(row + 4u, group + 1u, id.z, x4r);
  store(row + 5u, group, id.z, x5l);
  store(row + 5u, group + 1u, id.z, x5r);
  store(row + 6u, group, id.z, x6l);
  store(row + 6u, group + 1u, id.z, x6r);
  store(row + 7u, group, id.z, x7l);
  store(row + 7u, group + 1u, id.z, x7r);
}
