//! onrecord-mcp: a ledger, and pages that are given, for language models, over the Model Context Protocol.
//!
//! The binary: arguments and transports. No answer writes, and none asks the network.
//! What does not live here: reading and judging (`onrecord`), words for people (`onrecord-views`).

mod answers;
mod asked;
mod desk;
mod prompts;
mod server;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use clap::Parser;
use rmcp::ServiceExt;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};

use crate::desk::Desk;
use crate::server::Server;

/// Where matters stand, for language models: a server of the Model Context Protocol.
///
/// It answers from a ledger made by `onrecord add`, and reads pages that are given with a question. It writes nothing and
/// asks no other server.
#[derive(Debug, Parser)]
#[command(
    name = "onrecord-mcp",
    version,
    after_help = "Examples:
  onrecord-mcp --ledger cars.db             over standard input and output, as clients start it
  onrecord-mcp --ledger cars.db --http 7700 at http://127.0.0.1:7700/mcp

Exit codes: 0 the client has gone · 1 something failed · 2 wrong use"
)]
struct Arguments {
    /// The ledger
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    ledger: PathBuf,
    /// A folder of packs in place of the built-in ones
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
    /// A folder with procedures of your own, NAME.toml each, beside the built-in ones
    #[arg(long, value_name = "DIR")]
    procedures: Option<PathBuf>,
    /// Answer over HTTP at this port of this machine alone; 0 takes any free one
    #[arg(long, value_name = "PORT")]
    http: Option<u16>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, message)) => {
            eprintln!("onrecord-mcp: {message}");
            ExitCode::from(code)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), (u8, String)> {
    let shelf = onrecord::shelf(arguments.procedures.as_deref()).map_err(|e| (2, e.to_string()))?;
    let desk =
        Desk::open(&arguments.ledger, arguments.packs.as_deref(), shelf).map_err(|e| (2, e.to_string()))?;
    // What goes wrong on a page is said in the answer.
    std::panic::set_hook(Box::new(|_| {}));
    let desk = Arc::new(Mutex::new(desk));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| (1, format!("cannot start ({e})")))?;
    runtime.block_on(async {
        match arguments.http {
            None => stdio(desk).await,
            Some(port) => http(desk, port).await,
        }
    })
}

async fn stdio(desk: Arc<Mutex<Desk>>) -> Result<(), (u8, String)> {
    let running = Server::new(desk)
        .serve(rmcp::transport::stdio())
        .await
        .map_err(|e| {
            (
                1,
                format!("standard input: no client speaks there ({e}): let an MCP client start this program"),
            )
        })?;
    running
        .waiting()
        .await
        .map(|_| ())
        .map_err(|e| (1, format!("the client's connection failed ({e})")))
}

/// Serves this machine alone. Hosts and origins of other names are refused, so that a web page cannot reach it by a name that
/// points here.
async fn http(desk: Arc<Mutex<Desk>>, port: u16) -> Result<(), (u8, String)> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = tokio::net::TcpListener::bind(address).await.map_err(|e| {
        (
            1,
            format!("{address}: cannot be listened at ({e}): give another --http"),
        )
    })?;
    let address = listener.local_addr().map_err(|e| (1, e.to_string()))?;
    let config = StreamableHttpServerConfig::default().enforce_origin_validation();
    let service: StreamableHttpService<Server, LocalSessionManager> =
        StreamableHttpService::new(move || Ok(Server::new(Arc::clone(&desk))), Arc::default(), config);
    let router = axum::Router::new().nest_service("/mcp", service);
    eprintln!("onrecord-mcp: http://{address}/mcp (end with Ctrl-C)");
    axum::serve(listener, router)
        .with_graceful_shutdown(async {
            let _ = tokio::signal::ctrl_c().await;
        })
        .await
        .map_err(|e| (1, format!("{address}: failed ({e})")))
}
