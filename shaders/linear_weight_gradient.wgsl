// dW = dYᵀ · X and db, the sums of dY's columns: the gradients of a linear layer's weight and bias, which read dY once. dY
// (depth, rows), X (depth, columns), dW (rows, columns) and behind it db (rows), row by row, rows and columns filled up with
// zeros to multiples of four (web/gpu.js). A thread computes 8 by 8 numbers of dW; those on the left do db as well.
@group(0) @binding(1) var<storage, read> dy: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> dw: array<vec4f>;

// What is beyond the edge is zero in memory, whatever NaN and infinity made of it here.
fn store(row: u32, group: u32, slice: u32, value: vec4f) {
  if (row >= (shape.rows + 3u) / 4u * 4u || 4u * group >= shape.columns) { return; }
  let inside = 4u * group + vec4u(0u, 1u, 2u, 3u) < vec4u(select(0u, shape.columns, row < shape.rows));
  dw[slice * shape.slice_size + row * ((shape.columns + 3u) / 4u) + group] = select(vec4f(), value, inside);
}

fn store_sums(id: vec3u, up: vec4f, down: vec4f) {
  let height = (shape.rows + 3u) / 4u;
  let sums = height * 4u * ((shape.columns + 3u) / 4u);
  // Without db the result ends here.
  if (id.x != 0u || sums >= shape.slice_size) { return; }
  let at = id.z * shape.slice_size + sums + (shape.first_row + 8u * id.y) / 4u;
  dw[at] = up;
  if ((shape.first_row + 8u * id.y) / 4u + 1u < height) { dw[at + 1u] = down; }
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = shape.first_row + 8u * id.y;
  let group = 2u * id.x;
  if (row >= shape.rows || 4u * group >= shape.columns) { return; }
  let height = (shape.rows + 3u) / 4u;
  let width = (shape.columns + 3u) / 4u;
  // Rows 4 to 7 and the right group may not be there: others stand in, and store() forgets what comes of it.
  let below = select(0u, 1u, row + 4u < shape.rows);
  let next = select(0u, 1u, group + 1u < width);
  var up = vec4f(); var down = vec4f();
  var w0l = vec4f(); var w0r = vec4f(); var w1l = vec4f(); var w1r = vec4f();
  var w2l = vec4f(); var w2r = vec4f(); var w3l = vec4f(); var w3r = vec4f();
  var w4l = vec4f(); var w4r = vec4f(); var w5l = vec4f(); var w5r = vec4f();
  var w6l = vec4f(); var w6r = vec4f(); var w7l = vec4f(); var w7r = vec4f();
  let end = 4u * min(shape.depth, (id.z + 1u) * shape.slice);
  for (var d = 4u * id.z * shape.slice; d < end; d++) {
    let a = dy[d * height + row / 4u]; let b = dy[d * height + row / 4u + below];
    let l = x[d * width + group]; let r = x[d * width + group + next];
    w0l += a.x * l; w0r += a.x * r;
    w1l += a.y * l; w1r += a.y * r;
    w2l += a.z * l; w2r += a.z * r;
    w3l += a.w * l; w3r += a.w * r;
    w4l += b.x * l; w4r += b.x * r;
    w5l += b.y * l; w5r += b.y * r;
    w6l += b.z * l; w6r += b.z * r;
    w7l += b.w * l; w7r += b.w * r;
    up += a; down += b;
  }
  store(row, group, id.z, w0l);
  store(row, group + 1u, id.z, w0r);
  store(row + 1u, group, id.z, w1l);
  store(row + 1u, group + 1u, id.z, w1r);
  store(row + 2u, group, id.z, w2l);
  store(row + 2u, group + 1u, id.z, w2r);
  store(row + 3u, group, id.z, w3l);
  store(row + 3u, group + 1u, id.z, w3r);
  store(row + 4u, group, id.z, w4l);
  store(row + 4u, group + 1u, id.z, w4r);
  store(row + 5u, group, id.z, w5l);
  store(row + 5u, group + 1u, id.z, w5r);
  store(row + 6u, group, id.z, w6l);
  store(row + 6u, group + 1u, id.z, w6r);
  store(row + 7u, group, id.z, w7l);
  store(row + 7u, group + 1u, id.z, w7r);
  store_sums(id, up, down);
}
