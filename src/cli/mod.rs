//! The command line: one file a verb, which builds jobs and puts what came of them into words. Knows no screen.
//!
//! | module | knows |
//! | --- | --- |
//! | `surroundings` | what the system gives a run |
//! | `scan`, `place` | what must be known before the arguments are parsed: language and plan directory |
//! | `arguments`, `complaint` | the verbs and options, and what can be wrong with them |
//! | `session`, `identify`, `items`, `recording` | what verbs have in common |
//! | `failure`, `exit` | why a verb did not do what it was asked |
//! | `output` | writing, and asking a question |

mod actions;
mod adopt;
mod arguments;
mod carry;
mod check;
mod clock;
mod commit;
mod complaint;
mod confirm;
mod diff;
mod exit;
mod failure;
mod identify;
mod items;
mod list;
mod log;
mod mark;
mod meeting;
mod merge;
mod minutes;
mod note;
mod notes;
mod output;
mod place;
mod publish;
mod recording;
mod restore;
mod scan;
mod session;
mod setup_git;
mod show;
mod status;
mod surroundings;
mod sync;
mod textconv;
mod trust;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap::error::{ContextKind, ErrorKind};
use serde::Serialize;

pub use exit::Exit;
pub use surroundings::Surroundings;

use crate::config::{self, Config, Mistake};
use crate::git::Git;
use crate::job::{Decision, Revision};
use crate::plan::{Interface, SystemFault};
use crate::report::{Line, envelope};
use crate::store::{Disk, FILE_LIMIT, Files as _};
use crate::terminal::{DeviceError, ScreenError, TerminalError, end_at_signal};
use crate::text::Shown;
use crate::words::Words;
use crate::work::World;
use failure::Failure;
use output::{Answer, Content};
use scan::Scan;
use session::{Format, Session};

/// What is left to do when the arguments have been followed.
pub enum Run {
    /// Nothing.
    Ended(Exit),
    /// The screen is to be opened.
    Screen(Box<ScreenRequest>),
}

/// What the screen is opened on.
pub struct ScreenRequest {
    pub world: World,
    pub interface: Interface,
    pub config: Config,
    /// What is wrong with the user's configuration.
    pub mistakes: Vec<Mistake>,
    /// Whether colours are wanted.
    pub colour: bool,
    /// The commit whose plan is to be looked at.
    pub past: Option<Revision>,
}

/// What every run knows before its arguments are parsed.
struct Start<'a> {
    surroundings: &'a Surroundings,
    scan: Scan,
    config: Config,
    mistakes: Vec<Mistake>,
    interface: Interface,
}

/// Follows the arguments.
pub fn run(surroundings: &Surroundings) -> Run {
    let scan = scan::scan(&surroundings.arguments);
    let (config, mistakes) = configuration(surroundings.config_home.as_deref());
    let directory = scan.first_word.as_ref().map(PathBuf::from).filter(|path| path.is_dir());
    let plans = place::plan_directory(scan.plans.as_deref().or(directory.as_deref()), surroundings).ok();
    let interface = place::interface(&scan, surroundings, &config, plans.as_deref());
    let start = Start { surroundings, scan, config, mistakes, interface };
    let words = Words::new(interface);
    match follow(start, &words) {
        Ok(Next::Screen(request)) => Run::Screen(request),
        Ok(Next::Write(answer)) => Run::Ended(output::write(&words, &answer, surroundings.colour())),
        Err(failure) => Run::Ended(refuse(surroundings, &words, &failure)),
    }
}

enum Next {
    Write(Answer),
    Screen(Box<ScreenRequest>),
}

fn follow(start: Start<'_>, words: &Words) -> Result<Next, Failure> {
    check_first_word(&start.scan)?;
    let arguments = [OsString::from("fupan")].into_iter().chain(start.surroundings.arguments.iter().cloned());
    let matches = match arguments::arguments(words).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return asked_or_wrong(words, &start.scan, &error),
    };
    if let Some(("help", matches)) = matches.subcommand() {
        return help(words, &start.scan, text(matches, "verb"));
    }
    let named = path(&matches, "plans").or_else(|| path(&matches, "directory"));
    let plans = place::plan_directory(named.as_deref(), start.surroundings)?;
    let world = world(start.surroundings, plans, text(&matches, "as"))?;
    if matches.subcommand().is_some() && text(&matches, "at").is_some() {
        return Err(Failure::Arguments(words.say("cli-at-with-verb")));
    }
    let wants_screen = matches.subcommand().is_none() && !start.scan.json;
    let at_terminal = start.surroundings.input_is_terminal && start.surroundings.output_is_terminal;
    if wants_screen && at_terminal && !start.surroundings.is_dumb() {
        let colour = start.surroundings.colour();
        let past = text(&matches, "at").map(|at| session::revision(&world, at)).transpose()?;
        let Start { interface, config, mistakes, .. } = start;
        let request = ScreenRequest { world, interface, config, mistakes, colour, past };
        return Ok(Next::Screen(Box::new(request)));
    }
    let json = text(&matches, "format") == Some("json");
    let can_ask = !json && start.surroundings.input_is_terminal && start.surroundings.errors_are_terminal;
    world.share_terminal(can_ask);
    // Where nobody can listen, a signal ends the process at once, as it always does.
    drop(end_at_signal(world.cancel.clone()));
    let session = Session {
        world,
        words: Words::new(start.interface),
        format: if json { Format::Json } else { Format::Text },
        config: start.config,
        columns: start.surroundings.columns.filter(|_| start.surroundings.output_is_terminal),
        can_ask,
    };
    let answer = verb(&session, &matches);
    // Whatever git was asked and was not waited for ends with the verb.
    session.world.cancel.end();
    let mut answer = answer?;
    answer.changed |= session.world.has_changed();
    if wants_screen && at_terminal {
        answer.remarks.push(session.words.say("cli-dumb-terminal"));
    }
    answer.remarks.extend(session.mistakes(&start.mistakes));
    Ok(Next::Write(answer))
}

fn verb(session: &Session, matches: &ArgMatches) -> Result<Answer, Failure> {
    let Some((verb, matches)) = matches.subcommand() else {
        return status::status(session, text(matches, "at"));
    };
    let required = |id| text(matches, id).unwrap_or_default();
    match verb {
        "list" => list::list(session, &texts(matches, "query").join(" "), text(matches, "at")),
        "show" => show::show(session, required("item"), text(matches, "at"), matches.get_flag("blame")),
        "mark" => {
            let said = mark::Said {
                status: required("status"),
                reason: text(matches, "note"),
                on_behalf: text(matches, "for"),
                unseen: matches.get_flag("unseen"),
            };
            mark::mark(session, &texts(matches, "items"), &said)
        }
        "confirm" | "refuse" => {
            let answer =
                if verb == "confirm" { confirm::Answered::Confirmed } else { confirm::Answered::Refused };
            confirm::answer(session, &texts(matches, "items"), answer, text(matches, "note"))
        }
        "adopt" => {
            let said = adopt::Said {
                what: &texts(matches, "query"),
                until: required("until"),
                status: text(matches, "status"),
                text: text(matches, "text"),
            };
            adopt::adopt(session, &said)
        }
        "carry" => carry::carry(session, &texts(matches, "items"), text(matches, "note")),
        "note" => {
            let said = note::Said {
                text: required("text"),
                reply: text(matches, "reply"),
                missing: matches.get_flag("missing"),
                quote: text(matches, "quote"),
                on_behalf: text(matches, "for"),
            };
            note::note(session, required("item"), &said)
        }
        "notes" => notes::notes(session, &texts(matches, "query").join(" "), matches.get_flag("all")),
        "resolve" => {
            let (came_of_it, reopen) = (text(matches, "text"), matches.get_flag("reopen"));
            notes::resolve(session, required("note"), came_of_it, reopen)
        }
        "meeting" => meeting::meeting(session, matches),
        "minutes" => minutes::minutes(
            session,
            text(matches, "which"),
            text(matches, "output"),
            matches.get_flag("force"),
        ),
        "actions" => Ok(actions::actions(session, matches.get_flag("all"))),
        "status" => status::status(session, None),
        "check" => check::check(session, matches.get_flag("errors")),
        "commit" => commit::commit(session),
        "restore" => {
            let (accept_loss, from_history) =
                (matches.get_flag("accept-loss"), matches.get_flag("from-history"));
            restore::restore(session, accept_loss, from_history)
        }
        "publish" => publish::publish(session, matches.get_flag("dry-run")),
        "diff" => diff::diff(
            session,
            &diff::Wanted {
                old: text(matches, "old"),
                new: text(matches, "new"),
                index: matches.get_flag("index"),
                exit_code: matches.get_flag("exit-code"),
                markdown: matches.get_flag("markdown"),
            },
        ),
        "log" => log::log(session, text(matches, "about")),
        "merge" if matches.get_flag("all") => merge::merge_all(session, &texts(matches, "choose")),
        "merge" => merge::merge(
            session,
            &merge::Wanted {
                files: texts(matches, "files"),
                output: text(matches, "output"),
                choose: texts(matches, "choose"),
                driver: matches.get_flag("driver"),
            },
        ),
        "setup-git" if matches.get_flag("write") => setup_git::write(session),
        "setup-git" => Ok(setup_git::setup_git(session)),
        "sync" => sync::sync(session, &texts(matches, "choose"), matches.get_flag("recreate")),
        "textconv" => textconv::textconv(session, required("file")),
        "trust" => trust::trust(session, trust_said(matches)),
        _ => unreachable!("`arguments` describes no other verb"),
    }
}

/// Reads what is said about the trust in the repository.
fn trust_said(matches: &ArgMatches) -> trust::Said {
    let given = |id| matches.get_flag(id);
    match (given("yes"), given("without"), given("forget")) {
        (true, ..) => trust::Said::Decision(Decision::Trusted),
        (_, true, _) => trust::Said::Decision(Decision::Restricted),
        (.., true) => trust::Said::Forget,
        _ => trust::Said::Nothing,
    }
}

/// A first word must be a verb or a directory.
fn check_first_word(scan: &Scan) -> Result<(), Failure> {
    let Some(word) = &scan.first_word else { return Ok(()) };
    let text = word.to_string_lossy();
    if arguments::VERBS.iter().any(|(verb, _)| *verb == text) || Path::new(word).is_dir() {
        return Ok(());
    }
    Err(no_verb(&text, &arguments::VERBS))
}

fn no_verb(word: &str, verbs: &[(&'static str, &'static str)]) -> Failure {
    let near = verbs.iter().map(|(verb, _)| (strsim::jaro_winkler(verb, word), *verb));
    let nearest = near.filter(|(likeness, _)| *likeness > 0.7).max_by(|a, b| a.0.total_cmp(&b.0));
    Failure::NoVerb { word: word.into(), nearest: nearest.map(|(_, verb)| verb) }
}

fn asked_or_wrong(words: &Words, scan: &Scan, error: &clap::Error) -> Result<Next, Failure> {
    match error.kind() {
        ErrorKind::DisplayVersion => Ok(Next::Write(version(scan, &error.to_string()))),
        ErrorKind::DisplayHelp => Ok(Next::Write(page(scan, &Shown::of(&error.to_string())))),
        ErrorKind::InvalidSubcommand => {
            let word = complaint::context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            let is_of_a_meeting = scan.first_word.as_ref().is_some_and(|first| first == "meeting");
            Err(no_verb(&word, if is_of_a_meeting { &meeting::VERBS } else { &arguments::VERBS }))
        }
        _ => Err(Failure::Arguments(complaint::complaint(words, error))),
    }
}

fn help(words: &Words, scan: &Scan, verb: Option<&str>) -> Result<Next, Failure> {
    match arguments::help(words, verb) {
        Some(help) => Ok(Next::Write(page(scan, &help))),
        None => Err(no_verb(verb.unwrap_or_default(), &arguments::VERBS)),
    }
}

#[derive(Serialize)]
struct Page<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Version {
    version: &'static str,
}

/// Returns a page of help.
fn page(scan: &Scan, text: &Shown) -> Answer {
    let text = text.trim_end();
    let content = if scan.json {
        Content::Json(envelope("help", &Page { text: text.as_str() }))
    } else {
        Content::Lines(text.lines().map(Line::from).collect())
    };
    Answer::of(content)
}

/// Returns the version; `told` is how the parser of arguments says it.
fn version(scan: &Scan, told: &str) -> Answer {
    let content = if scan.json {
        Content::Json(envelope("version", &Version { version: env!("CARGO_PKG_VERSION") }))
    } else {
        Content::Lines(vec![Shown::of(told.trim_end()).into()])
    };
    Answer::of(content)
}

/// Says why nothing was done: to people where errors go, to scripts where they read.
fn refuse(surroundings: &Surroundings, words: &Words, failure: &Failure) -> Exit {
    let scan = scan::scan(&surroundings.arguments);
    if scan.json {
        let content = Content::Json(envelope("error", &failure.entry(words)));
        return output::write(words, &Answer { exit: failure.exit(), ..Answer::of(content) }, false);
    }
    output::tell(&failure.say(words));
    let records = scan.first_word.is_some_and(|word| {
        ["mark", "confirm", "refuse", "carry", "adopt", "note", "resolve", "meeting"]
            .iter()
            .any(|verb| word == *verb)
    });
    if records && matches!(failure.exit(), Exit::WrongUse | Exit::Refused) {
        output::tell(&words.say("cli-nothing-recorded"));
    }
    failure.exit()
}

/// Says why the screen could not be opened or was lost.
pub fn screen_failed(interface: Interface, error: &TerminalError) -> Exit {
    let words = Words::new(interface);
    let reason = match error {
        TerminalError::Screen(ScreenError::Device(DeviceError::NoTerminal(_))) => {
            words.say("screen-no-terminal")
        }
        error => {
            let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
            let cause = causes.filter_map(|cause| cause.downcast_ref::<io::Error>()).last();
            let fault = cause.map(SystemFault::of_start);
            fault.map(|fault| words.system_fault(&fault)).unwrap_or_default()
        }
    };
    output::tell(&words.say_with("screen-failed", &[("reason", reason.into())]));
    Exit::Failed
}

fn configuration(home: Option<&Path>) -> (Config, Vec<Mistake>) {
    let read =
        |home: &Path| Disk.open(&home.join("fupan/config.toml")).and_then(|mut file| file.read(FILE_LIMIT));
    let bytes = home.and_then(|home| read(home).ok());
    bytes.map(|bytes| config::read(&bytes)).unwrap_or_default()
}

fn world(surroundings: &Surroundings, plans: PathBuf, named: Option<&str>) -> Result<World, Failure> {
    let clock = clock::clock(surroundings)?;
    let environment = surroundings.environment.iter().map(|(name, value)| (name.clone(), value.clone()));
    // Without git everything works but commits, which say so.
    let git = Git::from_environment(environment).ok();
    let named = named.or(surroundings.variable("FUPAN_AS")).map(str::to_owned);
    let state = surroundings.state_home.as_deref();
    Ok(World::new(Box::new(Disk), plans, git, named, state, clock))
}

fn text<'a>(matches: &'a ArgMatches, id: &str) -> Option<&'a str> {
    matches.get_one::<String>(id).map(String::as_str)
}

fn texts<'a>(matches: &'a ArgMatches, id: &str) -> Vec<&'a str> {
    matches.get_many::<String>(id).into_iter().flatten().map(String::as_str).collect()
}

fn path(matches: &ArgMatches, id: &str) -> Option<PathBuf> {
    matches.get_one::<OsString>(id).map(PathBuf::from)
}
