// Adds the slices into which the depth of a product was cut, when its result alone gives too few threads something to do;
// and the bias, if there is one.
@group(0) @binding(1) var<storage, read> slices: array<vec4f>;
@group(0) @binding(2) var<storage, read> bias: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> result: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * 65535u * 64u;
  if (i >= shape.slice_size) { return; }
  var sum = vec4f();
  for (var d = 0u; d * shape.slice < shape.depth; d++) { sum += slices[d * shape.slice_size + i]; }
  let width = (shape.columns + 3u) / 4u;
  if (shape.add_bias != 0u && i / width < shape.rows) { sum += bias[i % width]; }
  result[i] = sum;
}
