//! How long a commit takes beside `git commit --only` of the same file in the same repository, which holds 1,000 plan
//! files.
//!
//! `cargo bench --bench commit` measures 40 commits of each; `-- --repeat N` another number, `-- --files N` another
//! plan. Every commit has a new line of review to commit, and all follow the same `core.fsync`. Reports and judges
//! nothing.

#[path = "../../tests/support/clock.rs"]
mod clock;

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use fupan::git::Git;
use fupan::job::{Job, Outcome};
use fupan::store::Disk;
use fupan::work::{World, perform};

const FILES: usize = 1_000;
const ITEMS: usize = 5;
const REPETITIONS: usize = 40;
/// The variables that are handed on to git: where it is, and nothing of whoever measures.
const ENVIRONMENT: [&str; 2] = ["PATH", "TMPDIR"];

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // What runs all targets as tests must not wait for minutes.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return writeln!(io::stdout(), "measures only under `cargo bench`");
    }
    let number = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)?.parse().ok()
    };
    let (files, repetitions) =
        (number("--files").unwrap_or(FILES), number("--repeat").unwrap_or(REPETITIONS));
    let place = Place::new(files)?;
    let mut took = Committer::ALL.map(|_| Vec::new());
    let mut marks = 0;
    // In turn, so that whatever else the machine does hits all of them.
    for _ in 0..=repetitions {
        for (committer, took) in Committer::ALL.iter().zip(&mut took) {
            place.mark(marks);
            marks += 1;
            let begun = Instant::now();
            committer.commit(&place);
            took.push(begun.elapsed());
        }
    }
    assert_eq!(place.commits(), marks + 2, "every commit was made");
    report(files, repetitions, took)
}

/// Writes a table with the median, and the time 19 of 20 stay below.
fn report(files: usize, repetitions: usize, took: [Vec<Duration>; 3]) -> io::Result<()> {
    let took = took.map(|took| {
        // The first of each has to fill caches.
        let mut took = took[1..].to_vec();
        took.sort();
        took
    });
    let median = |took: &[Duration]| took[took.len() / 2];
    let peer = median(&took[0]);
    let mut out = io::stdout().lock();
    writeln!(out, "{files} plan files, {repetitions} commits of each, core.fsync=all\n")?;
    writeln!(out, "{:<28}{:>12}{:>12}{:>8}", "", "median ms", "95 % ms", "times")?;
    for (committer, took) in Committer::ALL.iter().zip(&took) {
        let milliseconds = |took: Duration| took.as_secs_f64() * 1_000.0;
        let (middle, high) = (median(took), took[(took.len() * 95 / 100).min(took.len() - 1)]);
        let times = middle.as_secs_f64() / peer.as_secs_f64();
        let (middle, high) = (milliseconds(middle), milliseconds(high));
        writeln!(out, "{:<28}{middle:>12.2}{high:>12.2}{times:>8.2}", committer.name())?;
    }
    Ok(())
}

/// Who commits.
#[derive(Clone, Copy)]
enum Committer {
    Git,
    /// What the screen does on its key.
    Screen,
    /// The whole program, from its start to its end.
    Program,
}

impl Committer {
    const ALL: [Self; 3] = [Self::Git, Self::Screen, Self::Program];

    fn name(self) -> &'static str {
        match self {
            Self::Git => "git commit --only",
            Self::Screen => "fupan, from the screen",
            Self::Program => "fupan commit",
        }
    }

    fn commit(self, place: &Place) {
        match self {
            Self::Git => {
                place.git(&["commit", "-q", "--only", "-m", "review: a mark", "--", "plans/reviews"]);
            }
            Self::Screen => {
                let Outcome::Committed(done) = perform(&place.world, Job::Commit) else {
                    unreachable!("a commit answers Committed")
                };
                assert_eq!(done.expect("a line has been added").facts, 1, "just that line");
            }
            Self::Program => place.fupan(&["commit"]),
        }
    }
}

/// A repository with a plan of many files.
struct Place {
    directory: tempfile::TempDir,
    world: World,
}

impl Place {
    fn new(files: usize) -> io::Result<Self> {
        let directory = tempfile::tempdir()?;
        let plans = directory.path().join("plans");
        fs::create_dir_all(plans.join("reviews"))?;
        fs::write(plans.join("strategy.toml"), "format = 1\ntitle = \"一个大计划\"\n")?;
        for area in 0..files {
            fs::write(plans.join(format!("{area}-a{area}.toml")), area_file(area))?;
        }
        let git = Git::from_environment(environment(directory.path())).expect("git is installed");
        let state = directory.path().join("home/.local/state");
        let clock = Box::new(clock::begin);
        let world = World::new(Box::new(Disk), plans, Some(git), Some("jia".to_owned()), Some(&state), clock);
        let place = Self { directory, world };
        place.git(&["init", "-q", "-b", "main"]);
        for setting in
            ["user.name=甲", "user.email=jia@example.org", "core.fsync=all", "maintenance.auto=false"]
        {
            let (key, value) = setting.split_once('=').expect("a setting has a value");
            place.git(&["config", key, value]);
        }
        fs::write(place.directory.path().join(".gitignore"), "state/\nhome/\n")?;
        place.git(&["add", "."]);
        place.git(&["commit", "-q", "-m", "Begin"]);
        // Git commits a file alone only when it follows it already.
        place.mark(1);
        place.fupan(&["commit"]);
        Ok(place)
    }

    /// Leaves another mark to commit.
    fn mark(&self, number: usize) {
        let status = if number.is_multiple_of(2) { "approved" } else { "discuss" };
        self.fupan(&["mark", "a7/i0", status, "--as", "jia"]);
    }

    fn fupan(&self, arguments: &[&str]) {
        run(self.command(env!("CARGO_BIN_EXE_fupan")).args(arguments));
    }

    fn commits(&self) -> usize {
        let answer = self.command("git").args(["rev-list", "--count", "HEAD"]).output().expect("git runs");
        String::from_utf8_lossy(&answer.stdout).trim().parse().expect("a count is a number")
    }

    fn git(&self, arguments: &[&str]) {
        run(self.command("git").args(arguments));
    }

    fn command(&self, program: &str) -> Command {
        #[expect(clippy::disallowed_methods, reason = "a peer is another program")]
        let mut command = Command::new(program);
        command.current_dir(self.directory.path()).env_clear().envs(environment(self.directory.path()));
        command
    }
}

fn environment(directory: &Path) -> Vec<(std::ffi::OsString, std::ffi::OsString)> {
    let kept = ENVIRONMENT.iter().filter_map(|&name| Some((name.into(), std::env::var_os(name)?)));
    let times = clock::Clock::default().variables();
    let times = times.map(|(name, time)| (name.into(), time.into()));
    kept.chain([("HOME".into(), directory.join("home").into_os_string())]).chain(times).collect()
}

fn run(command: &mut Command) {
    let done = command.output().expect("the program starts");
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}

fn area_file(area: usize) -> String {
    let mut text = format!("id = \"a{area}\"\ntitle = \"第 {area} 个领域\"\n");
    for item in 0..ITEMS {
        write!(text, "\n[[goal]]\nid = \"i{item}\"\ntitle = \"推进第 {item} 项工作\"\n")
            .expect("a String takes all that is written");
    }
    text
}
