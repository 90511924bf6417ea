//! The description for programs, OpenAPI 3.1, made from the table of routes.
//! What does not live here: the routes (see `routes`).

use serde_json::{Map, Value, json};

use crate::ask::{Answer, Ask, JSON, Reply};
use crate::route::{Kind, Param, Route};
use crate::routes::ROUTES;

/// `/api/openapi.json`
pub fn description(_ask: &Ask<'_>) -> Answer {
    Ok(Reply::of(JSON, document().to_string()))
}

fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in ROUTES
        .iter()
        .filter(|r| matches!(r.kind, Kind::Json | Kind::Feed))
    {
        let path = route.path.replace("{*", "{");
        let method = if route.posts { "post" } else { "get" };
        let of_path = paths.entry(path).or_insert_with(|| json!({}));
        of_path[method] = operation(route);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Who said what, when, on whose authority, and where each matter is. The objects are those of the \
                            commands' --json; keys are only ever added, `schema` says the version.",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "schemas": {
                "Refusal": {
                    "type": "object",
                    "required": ["schema", "error"],
                    "properties": { "schema": { "type": "integer" }, "error": { "type": "string" } },
                },
                "Object": { "type": "object", "required": ["schema"], "properties": { "schema": { "type": "integer" } } },
                "List": {
                    "type": "object",
                    "required": ["schema", "items"],
                    "properties": {
                        "schema": { "type": "integer" },
                        "total": { "type": "integer" },
                        "next": { "type": ["integer", "null"] },
                        "items": { "type": "array", "items": { "type": "object" } },
                    },
                },
            },
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
        "security": [{}, { "token": [] }],
    })
}

fn operation(route: &Route) -> Value {
    let schema = |p: &Param| match p.form {
        "date" => json!({ "type": "string", "format": "date" }),
        "integer" => json!({ "type": "integer", "minimum": 0 }),
        _ => json!({ "type": "string" }),
    };
    let named = route.path.split('{').skip(1).filter_map(|p| p.split('}').next());
    let mut parameters: Vec<Value> = named
        .map(|name| {
            json!({ "name": name.trim_start_matches('*'), "in": "path", "required": true, "schema": { "type": "string" } })
        })
        .collect();
    let refused = json!({
        "description": "not so: the error says why, and what to do",
        "content": { (JSON): { "schema": { "$ref": "#/components/schemas/Refusal" } } },
    });
    let answer = match (
        route.kind,
        route.takes.iter().any(|p| p.name == "cursor") || route.path == "/api/pages",
    ) {
        (Kind::Feed, _) => json!({ "application/atom+xml": { "schema": { "type": "string" } } }),
        (_, true) => json!({ (JSON): { "schema": { "$ref": "#/components/schemas/List" } } }),
        (_, false) => json!({ (JSON): { "schema": { "$ref": "#/components/schemas/Object" } } }),
    };
    let fine = if route.posts { "201" } else { "200" };
    let mut operation = json!({
        "summary": route.what,
        "responses": {
            (fine): { "description": route.what, "content": answer },
            "400": refused, "401": refused, "403": refused, "404": refused, "408": refused, "409": refused, "413": refused, "415": refused,
            "421": refused, "422": refused, "500": refused,
        },
    });
    if route.posts {
        let fields: Map<String, Value> = route
            .takes
            .iter()
            .map(|p| {
                let mut of_field = schema(p);
                of_field["description"] = p.what.into();
                if !p.needed {
                    let form = of_field["type"].take();
                    of_field["type"] = json!([form, "null"]);
                }
                if p.name == "verdict" {
                    let known: Vec<&str> = onrecord::Verdict::ALL.iter().map(|(_, name)| *name).collect();
                    of_field["enum"] = known.into();
                } else if p.needed {
                    // Blanks alone say nothing.
                    of_field["pattern"] = "\\S".into();
                }
                (p.name.to_owned(), of_field)
            })
            .collect();
        let needed: Vec<&str> = route.takes.iter().filter(|p| p.needed).map(|p| p.name).collect();
        operation["requestBody"] = json!({
            "required": true,
            "content": { (JSON): { "schema": { "type": "object", "properties": fields, "required": needed } } },
        });
    } else {
        parameters.extend(route.takes.iter().map(|p| {
            json!({ "name": p.name, "in": "query", "required": p.needed, "description": p.what, "schema": schema(p) })
        }));
    }
    operation["parameters"] = parameters.into();
    operation
}
