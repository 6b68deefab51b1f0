/// Whose work is in the program, and under which terms.
enum Licenses {
  static let text = """
    Hongbao contains, linked into the program:

    Swift standard library and Foundation       Copyright Apple Inc. and the Swift project authors
    swift-argument-parser                       Copyright Apple Inc. and the Swift project authors
      Apache License, Version 2.0, with the Runtime Library Exception:
      https://www.apache.org/licenses/LICENSE-2.0, https://www.swift.org/legal/license.html
    ICU (in the build for machines without Swift; part of Foundation)
                                                Copyright Unicode, Inc.
      Unicode License V3: https://www.unicode.org/license.txt
    Yams                                        Copyright (c) 2016 JP Simard.
    LibYAML (part of Yams)                      Copyright (c) 2017-2020 Ingy döt Net
                                                Copyright (c) 2006-2016 Kirill Simonov
      The MIT License:

      Permission is hereby granted, free of charge, to any person obtaining a copy of this software
      and associated documentation files (the "Software"), to deal in the Software without
      restriction, including without limitation the rights to use, copy, modify, merge, publish,
      distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
      Software is furnished to do so, subject to the following conditions:

      The above copyright notice and this permission notice shall be included in all copies or
      substantial portions of the Software.

      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING
      BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
      NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
      DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
      OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

    Used when they are there, and no part of the program: Open MPI, rsvg-convert, Chromium.

    """
}
