// The head of every shader here: the lengths of one dispatch. web/gpu.js writes them and puts this text in front.
struct Shape {
  rows: u32,
  columns: u32,
  depth: u32,        // in groups of four
  slice: u32,        // of these, what workgroups with one z go through
  first_row: u32,    // of this dispatch
  slice_size: u32,   // groups of four in the result of one slice
  add_bias: u32,
  number: u32,       // of the product; for the read-back
}
@group(0) @binding(0) var<uniform> shape: Shape;
