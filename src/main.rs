//! Arguments in, exit status out.

use std::process::ExitCode;

use fupan::cli::{self, Run, ScreenRequest, Surroundings};
use fupan::terminal::{self, Opening};

fn main() -> ExitCode {
    // Without it a limit still holds, and a write over it ends the program instead of being told.
    drop(terminal::outlive_file_size_limit());
    match cli::run(&Surroundings::of_process()) {
        Run::Ended(exit) => {
            terminal::die_of_signal();
            exit.into()
        }
        Run::Screen(request) => screen(*request),
    }
}

/// Opens the screen, and says on the way out why it could not, if so.
fn screen(request: ScreenRequest) -> ExitCode {
    let ScreenRequest { world, interface, config, mistakes, colour, past } = request;
    let opening = Opening { interface, keys: config.keys, key_lines: config.lines, mistakes, colour, past };
    match terminal::review(world, opening) {
        Ok(ended) => ended.status().into(),
        Err(error) => cli::screen_failed(interface, &error).into(),
    }
}
