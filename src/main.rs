//! The `annals` program: parse the arguments, run the command, give its exit code.

use std::process::ExitCode;

/// Extraction builds many small lists; the system's allocator took an eighth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    annals::cli::main()
}
