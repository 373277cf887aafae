// Y = X · Wᵀ + b, the forward pass of a linear layer. X (rows, depth), W (columns, depth), Y (rows, columns), row by row,
// rows and columns filled up with zeros to multiples of four (web/gpu.js). A thread computes 8 by 8 numbers of Y: sixteen
// reads of four numbers for 256 multiplications.
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> w: array<vec4f>;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;

// What is beyond the edge is zero in memory, whatever NaN and infinity made of it here.
fn store(row: u32, group: u32, slice: u32, value: vec4f) {
  if (row >= (shape.rows + 3u) / 4u * 4u || 4u * group >= shape.columns) { return; }
  let inside = 4u * group + vec4u(0u, 1u, 2u, 3u) < vec4u(select(0u, shape.columns, row < shape.rows));
  y[slice * shape.slice_size + row * ((shape.columns + 3u) / 4u) + group] = select(vec4f(), value, inside);
}

// Of a row of X with four rows of W.
fn products(x: vec4f, w0: vec4f, w1: vec4f, w2: vec4f, w3: vec4f) -> vec4f {
  return vec4f(dot(x, w0), dot(x, w1), dot(x, w2), dot(x, w3));
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = shape.first_row + 8u * id.y;
  let group = 2u * id.x;
  if (row >= shape.rows || 4u * group >= shape.columns) { return; }
  let depth = shape.depth;
  // Rows 4 to 7 may not be there: others stand in for them, and store() forgets what comes of it.
  let x0 = row * depth;
  let x4 = select(x0, x0 + 4u * depth, row + 4u < shape.rows);
  let w0 = 4u * group * depth;
  let w4 = select(w0, w0 + 4u * depth, 4u * group + 4u < shape.columns);
  var y0l = vec4f(); var y0r = vec4f(); var y1l = vec4f(); var y1r = vec4f();
  var y2l = vec4f(); var y2r = vec4f(); var y3l = vec4f(); var y3r = vec4f();
  var y4l = vec4f(); var y4r = vec4f(); var y5l = vec4f(); var y5r = vec4f();
  var y6l = vec4f(); var y6r = vec4f(); var y7l = vec4f(); var y7r = vec4f();
  let end = min(depth, (id.z + 1u) * shape.slice);
  for (var d = id.z * shape.slice; d < end; d++) {
    let a = w[w0 + d]; let b = w[w0 + depth + d]; let c = w[w0 + 2u * depth + d]; let e = w[w0 + 3u * depth + d];
    let f = w[w4 + d]; let g = w[w4 + depth + d]; let h = w[w4 + 2u * depth + d]; let i = w[w4 + 3u * depth + d];
    var v = x[x0 + d];
    y0l += products(v, a, b, c, e); y0r += products(v, f, g, h, i);
    v = x[x0 + depth + d];
    y1l += products(v, a, b, c, e); y1r += products(v, f, g, h, i);
    v = x[x0 + 2u * depth + d];
    y2l += products(v, a, b, c, e); y2r += products(v, f, g, h, i);
    v = x[x0 + 3u * depth + d];
    y3l += products(v, a, b, c, e); y3r += products(v, f, g, h, i);
    v = x[x4 + d];
    y4l += products(v, a, b, c, e); y4r += products(v, f, g, h, i);
    v = x[x4 + depth + d];
    y5l += products(v, a, b, c, e); y5r += products(v, f, g, h, i);
    v = x[x4 + 2u * depth + d];
    y6l += products(v, a, b, c, e); y6r += products(v, f, g, h, i);
    v = x[x4 + 3u * depth + d];
    y7l += products(v, a, b, c, e); y7r += products(v, f, g, h, i);
  }
  var left = vec4f(); var right = vec4f();
  if (shape.add_bias != 0u) { left = bias[group]; right = bias[min(group + 1u, (shape.columns - 1u) / 4u)]; }
  store(row, group, id.z, y0l + left);
  store(row, group + 1u, id.z, y0r + right);
  store(row + 1u, group, id.z, y1l + left);
  store(row + 1u, group + 1u, id.z, y1r + right);
  store(row + 2u, group, id.z, y2l + left);
  store(row + 2u, group + 1u, id.z, y2r + right);
  store(row + 3u, group, id.z, y3l + left);
  store(row + 3u, group + 1u, id.z, y3r + right);
  store(row + 4u, group, id.z, y4l + left);
  store(row + 4u, group + 1u, id.z, y4r + right);
  store(row + 5u, group, id.z, y5l + left);
  store(row + 5u, group + 1u, id.z, y5r + right);
  store(row + 6u, group, id.z, y6l + left);
  store(row + 6u, group + 1u, id.z, y6r + right);
  store(row + 7u, group, id.z, y7l + left);
  store(row + 7u, group + 1u, id.z, y7r + right);
}
