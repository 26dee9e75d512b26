//! The `annals` program: parse the arguments, run the command, give its exit code.

use std::process::ExitCode;

/// Extraction builds many small lists, and each worker has memory of its own to build them in.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    annals::cli::main()
}
