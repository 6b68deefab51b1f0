/// The page of the dashboard: one text with its own styles and scripts, that asks for nothing but
/// `/api` on the host that it came from.
package enum DashboardPage {
  /// The whole page.
  package static let text = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Hongbao</title>
    <link rel="icon" href="data:,">
    <style>
    \(style)
    </style>
    </head>
    <body>
    \(body)
    <script>
    'use strict';
    \(charts)
    \(live)
    \(studies)
    \(app)
    </script>
    </body>
    </html>

    """

  /// What a browser may do with it: run what is in it, talk to this host, and nothing else.
  package static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    + "connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; "
    + "form-action 'none'"
}
