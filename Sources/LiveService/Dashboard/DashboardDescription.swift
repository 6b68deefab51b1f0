/// The OpenAPI description of the dashboard's API: `/api/openapi.json`, and `docs/openapi.json`.
package enum DashboardDescription {
  /// The text of both, the same bytes.
  package static let text = #"""
    {
      "openapi": "3.1.0",
      "info": {
        "title": "Hongbao dashboard",
        "version": "1",
        "description": "What `hongbao serve` answers on the machine's own address. Changes \#
    take the token that was printed at the start, in the header x-hongbao-token."
      },
      "components": {
        "securitySchemes": {
          "token": {"type": "apiKey", "in": "header", "name": "x-hongbao-token"}
        },
        "schemas": {
          "Error": {"type": "object", "properties": {"error": {"type": "string"}}},
          "Scenario": {
            "type": "object", "required": ["path"],
            "properties": {
              "path": {"type": "string", "description": "One of /api/scenarios."},
              "text": {"type": "string", "description": "Stands in the place of the file."},
              "overrides": {"type": "array", "items": {"type": "string"}, "description": "As \#
    --set: path=value."},
              "speed": {"type": "number", "exclusiveMinimum": 0, "description": "Simulated by \#
    real seconds; left out: as fast as it can."}
            }
          },
          "Validation": {
            "type": "object",
            "properties": {
              "valid": {"type": "boolean"},
              "diagnostics": {"type": "array", "items": {"type": "object", "properties": {
                "code": {"type": "string"}, "severity": {"enum": ["error", "warning"]},
                "message": {"type": "string"}, "file": {"type": "string"},
                "line": {"type": "integer"}, "column": {"type": "integer", "description": "In \#
    Unicode scalars, from 1."},
                "end_column": {"type": "integer"}, "label": {"type": "string"}, "help": \#
    {"type": "string"}}}}
            }
          }
        }
      },
      "paths": {
        "/api/scenarios": {"get": {"summary": "The scenarios that can be shown and run.", \#
    "responses": {"200": {"description": "A list of path and title."}}}},
        "/api/scenario": {"get": {"summary": "The text of one of them.", "parameters": \#
    [{"name": "path", "in": "query", "required": true, "schema": {"type": "string"}}], \#
    "responses": {"200": {"description": "Path and text."}, "404": {"description": "It is not \#
    one of them."}}}},
        "/api/validate": {"post": {"summary": "Every mistake of a text, with its place.", \#
    "security": [{"token": []}], "requestBody": {"content": {"application/json": {"schema": \#
    {"$ref": "#/components/schemas/Scenario"}}}}, "responses": {"200": {"description": "What \#
    was found.", "content": {"application/json": {"schema": {"$ref": \#
    "#/components/schemas/Validation"}}}}}}},
        "/api/runs": {"post": {"summary": "Start a run.", "security": [{"token": []}], \#
    "requestBody": {"content": {"application/json": {"schema": {"$ref": \#
    "#/components/schemas/Scenario"}}}}, "responses": {"201": {"description": "It has begun; \#
    its number."}, "409": {"description": "Another one is under way."}, "422": \#
    {"description": "The scenario is invalid.", "content": {"application/json": {"schema": \#
    {"$ref": "#/components/schemas/Validation"}}}}}}},
        "/api/run": {"get": {"summary": "The run of now or of before: state and rows of the \#
    series.", "responses": {"200": {"description": "State and rows."}, "404": {"description": \#
    "Nothing was run."}}}},
        "/api/run/pause": {"post": {"summary": "Stand still.", "security": [{"token": []}], \#
    "responses": {"202": {"description": "Asked for."}, "409": {"description": "No run is \#
    under way."}}}},
        "/api/run/resume": {"post": {"summary": "Go on.", "security": [{"token": []}], \#
    "responses": {"202": {"description": "Asked for."}, "409": {"description": "No run is \#
    under way."}}}},
        "/api/run/step": {"post": {"summary": "Go on for so many simulated seconds, then \#
    stand still.", "security": [{"token": []}], "requestBody": {"content": \#
    {"application/json": {"schema": {"type": "object", "required": ["seconds"], "properties": \#
    {"seconds": {"type": "number", "exclusiveMinimum": 0}}}}}}, "responses": {"202": \#
    {"description": "Asked for."}, "409": {"description": "No run is under way."}}}},
        "/api/run/speed": {"post": {"summary": "Change the speed; without one: as fast as it \#
    can.", "security": [{"token": []}], "requestBody": {"content": {"application/json": \#
    {"schema": {"type": "object", "properties": {"speed": {"type": "number", \#
    "exclusiveMinimum": 0}}}}}}, "responses": {"202": {"description": "Asked for."}, "409": \#
    {"description": "No run is under way."}}}},
        "/api/run/stop": {"post": {"summary": "End it; no result is stored.", "security": \#
    [{"token": []}], "responses": {"202": {"description": "Asked for."}, "409": \#
    {"description": "No run is under way."}}}},
        "/api/run/faults": {"post": {"summary": "Something breaks now.", "security": \#
    [{"token": []}], "requestBody": {"content": {"application/json": {"schema": {"type": \#
    "object", "required": ["fault"], "properties": {"fault": {"type": "string", \#
    "description": "As in scenario files, without `at`: crash: cache/3, for: 5s"}}}}}}, \#
    "responses": {"202": {"description": "Asked for."}, "409": {"description": "No run is \#
    under way."}, "422": {"description": "That is no fault of this scenario."}}}},
        "/api/run/faults/{number}": {"delete": {"summary": "Lift a fault that holds now.", \#
    "security": [{"token": []}], "parameters": [{"name": "number", "in": "path", "required": \#
    true, "schema": {"type": "integer"}}], "responses": {"202": {"description": "Asked \#
    for."}, "409": {"description": "No run is under way."}}}},
        "/api/studies": {"post": {"summary": "Start a comparison or a capacity study, in a \#
    process of its own.", "security": [{"token": []}], "requestBody": {"content": \#
    {"application/json": {"schema": {"type": "object", "required": ["verb", "paths"], \#
    "properties": {"verb": {"enum": ["compare", "capacity"]}, "paths": {"type": "array", \#
    "items": {"type": "string"}, "description": "Of /api/scenarios."}, "variants": {"type": \#
    "array", "items": {"type": "string"}, "description": "As --variant: \#
    six:tiers.cache.nodes=6"}, "overrides": {"type": "array", "items": {"type": "string"}, \#
    "description": "As --set: path=value."}, "replications": {"type": "integer", "minimum": \#
    3, "maximum": 100}}}}}}, "responses": {"201": {"description": "It has begun; its \#
    number."}, "409": {"description": "Another one is under way."}, "422": {"description": \#
    "That is no study."}, "503": {"description": "The program is missing."}}}},
        "/api/study": {"get": {"summary": "The study of now or of before.", "responses": \#
    {"200": {"description": "Phase, progress, messages, and the report's path."}, "404": \#
    {"description": "Nothing was studied."}}}},
        "/api/study/stop": {"post": {"summary": "End it; finished points of a capacity study \#
    are kept.", "security": [{"token": []}], "responses": {"202": {"description": "Asked \#
    for."}, "409": {"description": "No study is under way."}}}},
        "/api/results": {"get": {"summary": "The stored results.", "responses": {"200": \#
    {"description": "A list of scenario, run and files."}}}},
        "/api/results/{scenario}/{run}/{file}": {"get": {"summary": "A file of one: \#
    report.html, result.json, series.csv and so on.", "parameters": [{"name": "scenario", \#
    "in": "path", "required": true, "schema": {"type": "string"}}, {"name": "run", "in": \#
    "path", "required": true, "schema": {"type": "string"}}, {"name": "file", "in": "path", \#
    "required": true, "schema": {"type": "string"}}], "responses": {"200": {"description": \#
    "The file."}, "404": {"description": "It is not there."}}}},
        "/api/live": {"get": {"summary": "Server-sent events: `state` a few times a second, \#
    `rows` for each interval of the series that is over, `study` for each line of a \#
    study.", "parameters": [{"name": "topics", \#
    "in": "query", "schema": {"type": "string"}, "description": "state,rows,study"}, {"name": \#
    "last", "in": "query", "schema": {"type": "integer"}, "description": "As \#
    Last-Event-ID."}], "responses": {"200": {"description": "text/event-stream"}}}},
        "/api/openapi.json": {"get": {"summary": "This.", "responses": {"200": \#
    {"description": "This."}}}}
      }
    }

    """#
}
