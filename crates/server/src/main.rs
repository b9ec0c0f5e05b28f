//! The `rollcall` binary: one program for every role that a node can have.

mod administrator;
mod commands;
mod config;
mod memory;
mod node;
mod serve;

use clap::{Parser, Subcommand};
use config::{Node, Store};

/// User-account administration for learning platforms.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer requests, and work on batches unless told otherwise.
    Serve {
        #[command(flatten)]
        serve: serve::ServeOptions,
        #[command(flatten)]
        node: Node,
    },
    /// Work on batches only; for nodes that share a PostgreSQL database.
    Worker {
        #[command(flatten)]
        node: Node,
    },
    /// Bring the database's schema up to date.
    Migrate {
        #[command(flatten)]
        store: Store,
    },
    /// Look after administrators from the command line.
    Admin {
        #[command(subcommand)]
        command: commands::Admin,
    },
    /// Load the demo organisation: some 5,000 invented people. Does nothing if it is loaded already.
    Demo {
        #[command(flatten)]
        store: Store,
    },
    /// Look after the audit log.
    Audit {
        #[command(subcommand)]
        command: commands::Audit,
    },
    /// Look after the secret of the installation.
    Secret {
        #[command(subcommand)]
        command: commands::Secret,
    },
    /// Look after mail.
    Mail {
        #[command(subcommand)]
        command: commands::Mail,
    },
    /// Print the OpenAPI document.
    Openapi,
}

fn main() -> std::process::ExitCode {
    memory::set_up();
    let done = match Cli::parse().command {
        Command::Serve { serve, node } => serve::run(&serve, &node),
        Command::Worker { node } => serve::work(&node),
        Command::Migrate { store } => commands::migrate(&store),
        Command::Admin { command } => commands::admin(&command),
        Command::Demo { store } => commands::demo(&store),
        Command::Audit { command } => commands::audit(&command),
        Command::Secret { command } => commands::secret(&command),
        Command::Mail { command } => commands::mail(&command),
        Command::Openapi => commands::openapi(),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rollcall: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
