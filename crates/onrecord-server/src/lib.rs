//! onrecord-server: a ledger in the browser, and the same objects for programs.
//!
//! One table of routes (`routes`) makes the router, the description for programs and the tests. A request becomes an `Ask`, is
//! answered by a function of the ledger, and nothing is kept between two requests but a case that was brought together.
//!
//! Pages that were read are hostile: what is shown of them is escaped text (`onrecord-pages`), and the policy of every answer
//! lets no script, style or picture in but our own. The server listens on this machine alone unless it is given a token.
//! What does not live here: what is told of a matter (`onrecord-views`), how it is drawn (`onrecord-pages`), the clock.

mod api;
mod ask;
mod door;
mod feed;
mod house;
mod openapi;
mod parts;
mod route;
mod routes;
mod screens;
mod uploads;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use onrecord::{LibraryError, Moment};

pub use house::WHOLE;
pub use route::{Param, Route};
pub use routes::ROUTES;

/// What a server is to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// The ledger; it is made if there is none.
    pub ledger: PathBuf,
    /// A folder of packs in place of those that ship.
    pub packs: Option<PathBuf>,
    /// A folder of procedures beside those that ship.
    pub procedures: Option<PathBuf>,
    /// Where to listen.
    pub listen: SocketAddr,
    /// What every request must know; needed to listen elsewhere than on this machine.
    pub token: Option<String>,
    /// What time it is.
    pub clock: fn() -> Moment,
    /// Up to so many pages all are brought together for lists; above, lists go by names: [`WHOLE`].
    pub whole: usize,
}

/// Why a server could not be started. One line that ends in what to do.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The ledger or the packs.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// The folder of procedures.
    #[error(transparent)]
    Shelf(#[from] onrecord::ShelfError),
    /// A procedure of the folder.
    #[error(transparent)]
    Procedure(#[from] onrecord::ProcedureError),
    /// The address cannot be had.
    #[error("{0}: cannot be listened on ({1}): give another --listen")]
    Listen(SocketAddr, std::io::Error),
    /// Others could read and correct the ledger.
    #[error(
        "{0} is open to others: give a token of {TOKEN} characters or more in ONRECORD_TOKEN, or listen on 127.0.0.1"
    )]
    NoToken(SocketAddr),
    /// The machine gives no random bytes or no threads.
    #[error("the machine gives no {0}: try again later")]
    Machine(&'static str),
}

/// The shortest token.
const TOKEN: usize = 16;

/// A server that listens already.
#[derive(Debug)]
pub struct Server {
    listener: std::net::TcpListener,
    house: Arc<house::House>,
}

impl Server {
    /// Opens the ledger and begins to listen.
    pub fn open(options: &Options) -> Result<Server, ServeError> {
        let weak = options.token.as_ref().is_none_or(|t| t.chars().count() < TOKEN);
        if weak && (!is_here(options.listen.ip()) || options.token.is_some()) {
            return Err(ServeError::NoToken(options.listen));
        }
        let house = Arc::new(house::House::open(options)?);
        let fail = |e| ServeError::Listen(options.listen, e);
        let listener = std::net::TcpListener::bind(options.listen).map_err(fail)?;
        listener.set_nonblocking(true).map_err(fail)?;
        Ok(Server { listener, house })
    }

    /// Where it listens.
    pub fn address(&self) -> Option<SocketAddr> {
        self.listener.local_addr().ok()
    }

    /// Answers until somebody ends the program.
    pub fn run(self) -> Result<(), ServeError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .worker_threads(2)
            .build()
            .map_err(|_| ServeError::Machine("threads"))?;
        runtime.block_on(async move {
            let address = self.listener.local_addr();
            let listener = tokio::net::TcpListener::from_std(self.listener);
            let (Ok(listener), Ok(address)) = (listener, address) else {
                return Err(ServeError::Machine("sockets"));
            };
            let end = async {
                let _ = tokio::signal::ctrl_c().await;
            };
            let served = axum::serve(listener, door::router(self.house, address));
            served
                .with_graceful_shutdown(end)
                .await
                .map_err(|e| ServeError::Listen(address, e))
        })
    }
}

/// True for addresses that only this machine reaches.
fn is_here(ip: IpAddr) -> bool {
    ip.is_loopback()
}
