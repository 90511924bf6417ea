//! The protocol: tools, resources and prompts as clients see them.
//! What does not live here: what an answer holds (see `answers`).

use std::sync::{Arc, Mutex};

use rmcp::handler::server::router::prompt::PromptRouter;
use rmcp::handler::server::router::tool::ToolRouter;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{
    CallToolResult, ContentBlock, Implementation, ListResourceTemplatesResult, ListResourcesResult,
    PaginatedRequestParams, PromptMessage, ReadResourceRequestParams, ReadResourceResponse,
    ReadResourceResult, Resource, ResourceContents, ResourceTemplate, Role, ServerCapabilities, ServerConfig,
};
use rmcp::schemars::{self, JsonSchema};
use rmcp::service::RequestContext;
use rmcp::{
    ErrorData, RoleServer, ServerHandler, prompt, prompt_handler, prompt_router, tool, tool_handler,
    tool_router,
};
use serde::Deserialize;

use crate::answers;
use crate::asked;
use crate::desk::{Answer, Desk};
use crate::prompts;

/// Addresses of pages and claims.
const PAGE: &str = "onrecord://page/";
const CLAIM: &str = "onrecord://claim/";
/// Resources in one list.
const LISTED: usize = 50;

/// The server: one desk, at which questions are answered one after the other.
#[derive(Clone)]
pub struct Server {
    desk: Arc<Mutex<Desk>>,
    // The macros of rmcp call the routers by these names.
    tool_router: ToolRouter<Self>,
    prompt_router: PromptRouter<Self>,
}

/// Argument of the prompt `check`.
#[derive(Debug, Deserialize, JsonSchema)]
struct Statement {
    /// The statement to be checked.
    statement: String,
}

/// Argument of the prompt `tell`.
#[derive(Debug, Deserialize, JsonSchema)]
struct Subject {
    /// Whom or what to tell of.
    subject: String,
}

impl Server {
    /// A server that answers at this desk.
    pub fn new(desk: Arc<Mutex<Desk>>) -> Server {
        Server {
            desk,
            tool_router: Self::tool_router(),
            prompt_router: Self::prompt_router(),
        }
    }

    /// Answers on a thread where waiting for the disk holds nobody up. What a question cannot have is said to the model, which
    /// may then put it otherwise; it is no error of the protocol.
    async fn ask(
        &self,
        work: impl FnOnce(&Desk) -> Answer + Send + 'static,
    ) -> Result<CallToolResult, ErrorData> {
        Ok(match self.at_desk(work).await? {
            Ok(value) => CallToolResult::structured(value),
            Err(why) => CallToolResult::error(vec![ContentBlock::text(why.to_string())]),
        })
    }

    async fn at_desk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk) -> T + Send + 'static,
    ) -> Result<T, ErrorData> {
        let desk = Arc::clone(&self.desk);
        tokio::task::spawn_blocking(move || {
            // A panic in an earlier answer leaves nothing half done: no answer writes.
            let mut desk = desk.lock().unwrap_or_else(|e| e.into_inner());
            desk.look_again();
            work(&desk)
        })
        .await
        .map_err(|_| {
            ErrorData::internal_error(
                "the program failed on this question: please report it with the question",
                None,
            )
        })
    }
}

#[tool_router]
impl Server {
    /// Where the ledger's matters stand that hold the words: one sentence each, who is for it, against it and silent, on how many independent origins, with verbatim words, claim ids and their places.
    #[tool(annotations(
        title = "Where a matter stands",
        read_only_hint = true,
        open_world_hint = false
    ))]
    async fn status(
        &self,
        Parameters(asked): Parameters<asked::Matters>,
    ) -> Result<CallToolResult, ErrorData> {
        self.ask(move |desk| answers::status(desk, &asked)).await
    }

    /// On which days matters moved, from which state to which, and the words that moved them.
    #[tool(annotations(
        title = "How a matter got there",
        read_only_hint = true,
        open_world_hint = false
    ))]
    async fn timeline(
        &self,
        Parameters(asked): Parameters<asked::Timeline>,
    ) -> Result<CallToolResult, ErrorData> {
        self.ask(move |desk| answers::timeline(desk, &asked)).await
    }

    /// Who first said what: the independent origins of a matter, and which pages only repeat, cite or rewrite them, with the reason.
    #[tool(annotations(
        title = "Who stands behind it",
        read_only_hint = true,
        open_world_hint = false
    ))]
    async fn origins(
        &self,
        Parameters(asked): Parameters<asked::Matters>,
    ) -> Result<CallToolResult, ErrorData> {
        self.ask(move |desk| answers::origins(desk, &asked)).await
    }

    /// Reads pages together and says where every matter in them stands. The pages are given with the question and not kept; without pages, the whole ledger is told, weightiest matters first.
    #[tool(annotations(title = "Brief on pages", read_only_hint = true, open_world_hint = false))]
    async fn brief(&self, Parameters(asked): Parameters<asked::Brief>) -> Result<CallToolResult, ErrorData> {
        self.ask(move |desk| answers::brief(desk, &asked)).await
    }

    /// One page: its text, the claims read in it with who says them, and what was not understood. By id from the ledger, or given with the question and not kept.
    #[tool(annotations(title = "Read a page", read_only_hint = true, open_world_hint = false))]
    async fn read_page(
        &self,
        Parameters(asked): Parameters<asked::ReadPage>,
    ) -> Result<CallToolResult, ErrorData> {
        self.ask(move |desk| answers::read_page(desk, &asked)).await
    }

    /// The proof of one claim: its words, the rules that read them, who is held to say it and why, its dates, and the bytes of the page.
    #[tool(annotations(title = "Explain a claim", read_only_hint = true, open_world_hint = false))]
    async fn explain(
        &self,
        Parameters(asked): Parameters<asked::Explain>,
    ) -> Result<CallToolResult, ErrorData> {
        self.ask(move |desk| answers::explain(desk, &asked)).await
    }

    /// Pages of the ledger that hold all the words, with the claims that do.
    #[tool(annotations(title = "Search pages", read_only_hint = true, open_world_hint = false))]
    async fn search(
        &self,
        Parameters(asked): Parameters<asked::Search>,
    ) -> Result<CallToolResult, ErrorData> {
        self.ask(move |desk| answers::search(desk, &asked)).await
    }

    /// How far somebody is on the way through an official procedure, step by step, with who says so. Without an entity: the steps; without a name: all procedures.
    #[tool(annotations(
        title = "Way through a procedure",
        read_only_hint = true,
        open_world_hint = false
    ))]
    async fn procedure(
        &self,
        Parameters(asked): Parameters<asked::Procedure>,
    ) -> Result<CallToolResult, ErrorData> {
        self.ask(move |desk| answers::procedure(desk, &asked)).await
    }

    /// Several companies side by side on the way through one official procedure.
    #[tool(annotations(title = "Compare ways", read_only_hint = true, open_world_hint = false))]
    async fn compare(
        &self,
        Parameters(asked): Parameters<asked::Compare>,
    ) -> Result<CallToolResult, ErrorData> {
        self.ask(move |desk| answers::compare(desk, &asked)).await
    }
}

#[prompt_router]
impl Server {
    /// What standing, settled, origins and not_understood mean, and how to write of them.
    #[prompt(name = "standing")]
    async fn standing(&self) -> Vec<PromptMessage> {
        vec![PromptMessage::new_text(Role::User, prompts::STANDING)]
    }

    /// Check a statement against the pages of the ledger.
    #[prompt(name = "check")]
    async fn check(&self, Parameters(asked): Parameters<Statement>) -> Vec<PromptMessage> {
        vec![PromptMessage::new_text(
            Role::User,
            prompts::check(&asked.statement),
        )]
    }

    /// Tell where matters stand that concern a subject.
    #[prompt(name = "tell")]
    async fn tell(&self, Parameters(asked): Parameters<Subject>) -> Vec<PromptMessage> {
        vec![PromptMessage::new_text(Role::User, prompts::tell(&asked.subject))]
    }
}

#[tool_handler(router = self.tool_router)]
#[prompt_handler(router = self.prompt_router)]
impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder()
            .enable_tools()
            .enable_resources()
            .enable_prompts()
            .build();
        ServerConfig::new(capabilities)
            .with_server_info(Implementation::new("onrecord", env!("CARGO_PKG_VERSION")))
            .with_instructions(prompts::INSTRUCTIONS)
    }

    async fn list_resources(
        &self,
        request: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let from = request.and_then(|r| r.cursor).map_or(Ok(0), |cursor| {
            cursor
                .parse::<usize>()
                .map_err(|_| ErrorData::invalid_params("this cursor is not one of this server's", None))
        })?;
        let (pages, all) = self
            .at_desk(move |desk| {
                // Without a ledger there is nothing to list.
                let Ok(library) = desk.library() else {
                    return Ok((Vec::new(), 0));
                };
                library.page_heads(from, LISTED)
            })
            .await?
            .map_err(|e: onrecord::ledger::LedgerError| ErrorData::internal_error(e.to_string(), None))?;
        let end = from + pages.len();
        let resources = pages
            .into_iter()
            .map(|page| {
                let title = page.title.unwrap_or_else(|| "(no title)".into());
                Resource::new(format!("{PAGE}{}", &page.sha256[..16]), page.source)
                    .with_title(title)
                    .with_mime_type("application/json")
            })
            .collect();
        let mut list = ListResourcesResult::with_all_items(resources);
        list.next_cursor = (end < all).then(|| end.to_string());
        Ok(list)
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        let page = ResourceTemplate::new(format!("{PAGE}{{id}}"), "page")
            .with_title("A page of the ledger")
            .with_description("Its text as quoted material, its claims, and what was not understood")
            .with_mime_type("application/json");
        let claim = ResourceTemplate::new(format!("{CLAIM}{{id}}"), "claim")
            .with_title("A claim of the ledger")
            .with_description("Its words, its proof, and its place in the page")
            .with_mime_type("application/json");
        Ok(ListResourceTemplatesResult::with_all_items(vec![page, claim]))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let uri = request.uri.clone();
        let answer = self
            .at_desk(move |desk| {
                if let Some(id) = uri.strip_prefix(PAGE) {
                    return answers::page_resource(desk.library()?, id);
                }
                let Some(claim) = uri.strip_prefix(CLAIM) else {
                    return Err(crate::desk::NoAnswer::question(format!(
                        "{uri}: no such resource: give {PAGE}ID or {CLAIM}ID"
                    )));
                };
                let claim = claim.to_owned();
                answers::explain(desk, &asked::Explain { claim })
            })
            .await?
            .map_err(|why| ErrorData::resource_not_found(why.to_string(), None))?;
        let contents =
            ResourceContents::text(answer.to_string(), request.uri).with_mime_type("application/json");
        Ok(ReadResourceResult::new(vec![contents]).into())
    }
}
