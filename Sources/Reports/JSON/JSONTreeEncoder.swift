/// Encodes any `Encodable` value to a `JSONValue`.
///
/// Members come in the order of the type's coding keys, those of a dictionary sorted by key (by
/// Unicode scalars); an absent optional is an explicit `null`. So a result has one text only, and
/// a new field of a result type cannot be forgotten here.
struct JSONTreeEncoder: Encoder {
  /// The value built so far; encoders and containers of one value share it.
  final class Node {
    var value: JSONValue?
    var members: [(key: String, node: Node)] = []
    var elements: [Node] = []
    var isArray = false
    /// True for dictionaries.
    var sortsKeys = false

    /// The finished tree. A value that encoded nothing at all is an empty object.
    func finished() -> JSONValue {
      if let value { return value }
      if isArray { return .array(elements.map { $0.finished() }) }
      var members = members.map {
        JSONValue.Member(key: $0.key, value: $0.node.finished())
      }
      if sortsKeys {
        members.sort { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
      }
      return .object(members)
    }
  }

  let node: Node
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The tree of a value.
  static func tree(of value: some Encodable) -> JSONValue {
    let node = Node()
    fill(node, with: value)
    return node.finished()
  }

  /// Result types throw nothing while they are encoded, and neither does this encoder: whatever
  /// could not be encoded stays null.
  fileprivate static func fill(_ node: Node, with value: some Encodable) {
    switch value {
    case let value as Double: node.value = .double(value)
    case let value as String: node.value = .string(value)
    case let value as Bool: node.value = .bool(value)
    case let value as any FixedWidthInteger: node.value = .number(value.description)
    default:
      node.sortsKeys = value is any StringKeyedDictionary
      do { try value.encode(to: JSONTreeEncoder(node: node)) } catch { node.value = .null }
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(KeyedContainer<Key>(node: node))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.isArray = true
    return UnkeyedContainer(node: node)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { ValueContainer(node: node) }
}

/// Marks dictionaries whose keys become members.
private protocol StringKeyedDictionary {}
extension Dictionary: StringKeyedDictionary where Key == String {}

private struct KeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: JSONTreeEncoder.Node
  var codingPath: [any CodingKey] { [] }

  private func member(_ key: any CodingKey) -> JSONTreeEncoder.Node {
    let child = JSONTreeEncoder.Node()
    node.members.append((key.stringValue, child))
    return child
  }

  mutating func encodeNil(forKey key: Key) { member(key).value = .null }

  mutating func encode(_ value: some Encodable, forKey key: Key) {
    JSONTreeEncoder.fill(member(key), with: value)
  }

  mutating func encodeIfPresent(_ value: Double?, forKey key: Key) { encodeOptional(value, key) }
  mutating func encodeIfPresent(_ value: String?, forKey key: Key) { encodeOptional(value, key) }
  mutating func encodeIfPresent(_ value: Bool?, forKey key: Key) { encodeOptional(value, key) }
  mutating func encodeIfPresent(_ value: Int?, forKey key: Key) { encodeOptional(value, key) }
  mutating func encodeIfPresent(_ value: Int64?, forKey key: Key) { encodeOptional(value, key) }
  mutating func encodeIfPresent(_ value: UInt64?, forKey key: Key) { encodeOptional(value, key) }
  mutating func encodeIfPresent(_ value: (some Encodable)?, forKey key: Key) {
    encodeOptional(value, key)
  }

  private func encodeOptional(_ value: (some Encodable)?, _ key: Key) {
    let child = member(key)
    guard let value else {
      child.value = .null
      return
    }
    JSONTreeEncoder.fill(child, with: value)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    JSONTreeEncoder(node: member(key)).container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    JSONTreeEncoder(node: member(key)).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { JSONTreeEncoder(node: node) }
  mutating func superEncoder(forKey key: Key) -> any Encoder { JSONTreeEncoder(node: member(key)) }
}

private struct UnkeyedContainer: UnkeyedEncodingContainer {
  let node: JSONTreeEncoder.Node
  var codingPath: [any CodingKey] { [] }
  var count: Int { node.elements.count }

  private func element() -> JSONTreeEncoder.Node {
    let child = JSONTreeEncoder.Node()
    node.elements.append(child)
    return child
  }

  mutating func encodeNil() { element().value = .null }

  mutating func encode(_ value: some Encodable) { JSONTreeEncoder.fill(element(), with: value) }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    JSONTreeEncoder(node: element()).container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    JSONTreeEncoder(node: element()).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { JSONTreeEncoder(node: element()) }
}

private struct ValueContainer: SingleValueEncodingContainer {
  let node: JSONTreeEncoder.Node
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil() { node.value = .null }

  mutating func encode(_ value: some Encodable) { JSONTreeEncoder.fill(node, with: value) }
}
