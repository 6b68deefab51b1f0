/// The address of a stored field of a value in memory, so that a large field is used in its place
/// instead of copied. The key path is a literal at every use, which the optimiser turns into an
/// offset.
@inline(__always)
func address<Root, Field>(
  of field: KeyPath<Root, Field>, in root: UnsafeMutablePointer<Root>
) -> UnsafePointer<Field> {
  guard let offset = MemoryLayout<Root>.offset(of: field) else {
    preconditionFailure("\(field) is not a stored field")
  }
  return (UnsafeRawPointer(root) + offset).assumingMemoryBound(to: Field.self)
}
