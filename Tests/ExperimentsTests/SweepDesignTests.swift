import Experiments
import Testing

@Suite struct SweepDesignTests {
  @Test(arguments: [
    ("tiers.cache.nodes=64..512/64", ["64", "128", "192", "256", "320", "384", "448", "512"]),
    ("load=0.5..1/0.25", ["0.5", "0.75", "1"]), ("load=0.1..0.35/0.1", ["0.1", "0.2", "0.3"]),
    ("t=10ms..50ms/20ms", ["10ms", "30ms", "50ms"]), ("t=1..5ms/2", ["1ms", "3ms", "5ms"]),
    ("r=500k/s..700k/s/100k/s", ["500k/s", "600k/s", "700k/s"]),
    ("n=1..16*2", ["1", "2", "4", "8", "16"]), ("p=10%..30%/10%", ["10%", "20%", "30%"]),
    ("route=random,hash(packet)", ["random", "hash(packet)"]),
    ("place=[a, b],[c]", ["[a, b]", "[c]"]), ("x=-1..1/1", ["-1", "0", "1"]),
  ])
  func `values are read and written with their unit`(_ text: String, _ values: [String]) throws {
    let parameter = try VariedParameter(parsing: text)
    #expect(parameter.gridValues == values)
    #expect(parameter.text == text)
  }

  @Test(arguments: [
    "load", "=1..2/1", "load=", "load=2..1/1", "load=1..2/0", "t=1ms..2s/1ms", "n=0..8*2",
    "n=1..8*1", "n=1..100000/1", "a=1,,2", "a=1,1", "t=1ms..9ms*2ms",
  ])
  func `what goes nowhere is refused`(_ text: String) {
    #expect(throws: VariedParameter.Mistake.self) { try VariedParameter(parsing: text) }
  }

  @Test func `a grid has every combination, the last one changing fastest`() throws {
    let parameters = try ["a=1..2/1", "b=x,y,z"].map { try VariedParameter(parsing: $0) }
    let design = try #require(SweepDesign(gridOf: parameters))
    #expect(design.points.count == 6)
    #expect(design.points.prefix(4) == [["1", "x"], ["1", "y"], ["1", "z"], ["2", "x"]])
    let range = try VariedParameter(parsing: "a=1..2")
    #expect(SweepDesign(gridOf: [range]) == nil)
  }

  @Test func `a Latin hypercube meets every stratum once and is the same for the same seed`() throws
  {
    let parameters = try ["load=0.0..1.0", "n=1..20", "kind=p,q"].map {
      try VariedParameter(parsing: $0)
    }
    let design = SweepDesign(latin: 20, of: parameters, seed: 3)
    #expect(design == SweepDesign(latin: 20, of: parameters, seed: 3))
    #expect(design != SweepDesign(latin: 20, of: parameters, seed: 4))
    let strata = design.points.compactMap { Double($0[0]).map { Int($0 * 20 - 1e-9) } }
    #expect(Set(strata).count >= 19, "\(strata.sorted())")
    #expect(Set(design.points.map { $0[1] }).count == 20)
    #expect(design.points.count { $0[2] == "p" } == 10)
  }
}
