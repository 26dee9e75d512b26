//! The `annals` program: parse the arguments, run the command, give its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    annals::cli::main()
}
