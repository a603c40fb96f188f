//! The verbs and options of the command line, described in the language of the interface.

use std::ffi::OsString;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command};

use super::meeting;
use crate::text::Shown;
use crate::words::Words;

/// Every verb, with the ids of what its help says.
pub(super) const VERBS: [(&str, &str); 26] = [
    ("list", "cli-about-list"),
    ("show", "cli-about-show"),
    ("mark", "cli-about-mark"),
    ("confirm", "cli-about-confirm"),
    ("refuse", "cli-about-refuse"),
    ("carry", "cli-about-carry"),
    ("adopt", "cli-about-adopt"),
    ("note", "cli-about-note"),
    ("notes", "cli-about-notes"),
    ("resolve", "cli-about-resolve"),
    ("meeting", "cli-about-meeting"),
    ("minutes", "cli-about-minutes"),
    ("actions", "cli-about-actions"),
    ("status", "cli-about-status"),
    ("check", "cli-about-check"),
    ("diff", "cli-about-diff"),
    ("log", "cli-about-log"),
    ("commit", "cli-about-commit"),
    ("restore", "cli-about-restore"),
    ("publish", "cli-about-publish"),
    ("sync", "cli-about-sync"),
    ("merge", "cli-about-merge"),
    ("setup-git", "cli-about-setup-git"),
    ("textconv", "cli-about-textconv"),
    ("trust", "cli-about-trust"),
    ("help", "cli-about-help"),
];

/// Builds the description.
#[expect(clippy::too_many_lines, reason = "a table: a few lines a verb")]
pub(super) fn arguments(words: &Words) -> Command {
    let say = |id: &str| words.say(id).to_string();
    let value = |id: &'static str, help: &str| {
        Arg::new(id)
            .value_name(say(&format!("cli-value-{id}")))
            .help(say(help))
            .help_heading(say("cli-heading-arguments"))
    };
    let option = |id: &'static str, help: &str| {
        Arg::new(id).long(id).help(say(help)).help_heading(say("cli-heading-options"))
    };
    let verb = |name: &'static str| {
        let about = VERBS.iter().find(|(verb, _)| *verb == name).map(|(_, about)| say(about));
        framed(Command::new(name), words).about(about.unwrap_or_default())
    };
    let (options, verbs) = (words.say("cli-usage-options"), words.say("cli-usage-verb"));
    let note = option("note", "cli-option-note").value_name(say("cli-value-text")).allow_hyphen_values(true);
    let choose = || {
        option("choose", "cli-option-choose").value_name(say("cli-value-choice")).action(ArgAction::Append)
    };
    let at = || option("at", "cli-option-at").value_name(say("cli-value-version"));
    let flag = |id: &'static str, help: &str| option(id, help).action(ArgAction::SetTrue);
    framed(Command::new("fupan"), words)
        .version(env!("CARGO_PKG_VERSION"))
        .about(say("cli-about"))
        .override_usage(say("cli-usage"))
        .subcommand_help_heading(say("cli-heading-verbs"))
        .arg(value("directory", "cli-argument-directory").value_parser(clap::value_parser!(OsString)))
        .arg(
            option("plans", "cli-option-plans")
                .value_name(say("cli-value-directory"))
                .value_parser(clap::value_parser!(OsString))
                .global(true),
        )
        .arg(option("at", "cli-option-look-back").value_name(say("cli-value-version")))
        .arg(option("as", "cli-option-as").value_name(say("cli-value-reviewer")).global(true))
        .arg(
            option("lang", "cli-option-lang")
                .value_name("zh|en")
                .value_parser(PossibleValuesParser::new(["zh", "en"]))
                .hide_possible_values(true)
                .global(true),
        )
        .arg(
            option("format", "cli-option-format")
                .value_name("text|json")
                .value_parser(PossibleValuesParser::new(["text", "json"]))
                .hide_possible_values(true)
                .global(true),
        )
        .arg(option("help", "cli-option-help").short('h').action(ArgAction::Help).global(true))
        .arg(option("version", "cli-option-version").short('V').action(ArgAction::Version))
        .subcommand(verb("list").arg(value("query", "cli-argument-query").num_args(1..)).arg(at()))
        .subcommand(
            verb("show")
                .arg(value("item", "cli-argument-item").required(true))
                .arg(at())
                .arg(flag("blame", "cli-option-blame")),
        )
        .subcommand(
            verb("mark")
                .arg(value("items", "cli-argument-items").required(true).num_args(1..))
                .arg(value("status", "cli-argument-status").required(true))
                .arg(note)
                .arg(option("for", "cli-option-for").value_name(say("cli-value-reviewer")))
                .arg(flag("unseen", "cli-option-unseen")),
        )
        .subcommands(notes(&verb, words))
        .subcommands(meetings(&verb, words))
        .subcommand(verb("check").arg(flag("errors", "cli-option-errors")))
        .subcommand(
            verb("diff")
                .arg(value("old", "cli-argument-old"))
                .arg(value("new", "cli-argument-new").conflicts_with("index"))
                .arg(flag("index", "cli-option-index"))
                .arg(flag("exit-code", "cli-option-exit-code"))
                .arg(flag("markdown", "cli-option-markdown")),
        )
        .subcommand(verb("log").arg(value("about", "cli-argument-about")))
        .subcommand(verb("textconv").arg(value("file", "cli-argument-file").required(true)))
        .subcommand(verb("commit"))
        .subcommand(
            verb("restore")
                .arg(flag("accept-loss", "cli-option-accept-loss").conflicts_with("from-history"))
                .arg(flag("from-history", "cli-option-from-history")),
        )
        .subcommand(verb("publish").arg(flag("dry-run", "cli-option-dry-run")))
        .subcommand(verb("sync").arg(choose()).arg(flag("recreate", "cli-option-recreate")))
        .subcommand(
            verb("merge")
                .arg(value("files", "cli-argument-files").required_unless_present("all").num_args(3..=4))
                .arg(flag("all", "cli-option-all").conflicts_with_all(["files", "output", "driver"]))
                .arg(option("output", "cli-option-output").value_name(say("cli-value-file")))
                .arg(choose())
                .arg(flag("driver", "cli-option-driver").conflicts_with("output")),
        )
        .subcommand(verb("setup-git").arg(flag("write", "cli-option-write")))
        .subcommand(trust(verb("trust"), words))
        .subcommand(verb("help").arg(value("verb", "cli-argument-verb")))
        .mut_subcommands(|verb| {
            let mut usage = vec!["fupan".to_owned(), verb.get_name().to_owned()];
            usage.extend(verb.get_positionals().map(ToString::to_string));
            usage.extend(verb.has_subcommands().then(|| verbs.to_string()));
            usage.push(options.to_string());
            verb.override_usage(usage.join(" "))
        })
}

/// Describes what can be done with notes, with what others recorded on one's behalf, with changes of wording only, and
/// with what was agreed before.
fn notes(verb: &impl Fn(&'static str) -> Command, words: &Words) -> [Command; 7] {
    let say = |id: &str| words.say(id).to_string();
    let value = |id: &'static str, help: &str| {
        let heading = say("cli-heading-arguments");
        Arg::new(id).value_name(say(&format!("cli-value-{id}"))).help(say(help)).help_heading(heading)
    };
    let option = |id: &'static str, help: &str| {
        Arg::new(id).long(id).help(say(help)).help_heading(say("cli-heading-options"))
    };
    let flag = |id, help| option(id, help).action(ArgAction::SetTrue);
    let answer = |name, note| {
        let text = option("note", note).value_name(say("cli-value-text"));
        let items = value("items", "cli-argument-items").required(true).num_args(1..);
        verb(name).arg(items).arg(text.allow_hyphen_values(true))
    };
    [
        answer("confirm", "cli-option-answer-note"),
        answer("refuse", "cli-option-answer-note"),
        answer("carry", "cli-option-carry-note"),
        verb("adopt")
            .arg(value("query", "cli-argument-adopt").num_args(1..))
            .arg(option("until", "cli-option-until").value_name(say("cli-value-day")).required(true))
            .arg(option("text", "cli-option-adopt-text").value_name(say("cli-value-text")))
            .arg(option("status", "cli-option-adopt-status").value_name(say("cli-value-status"))),
        verb("note")
            .arg(value("item", "cli-argument-item").required(true))
            .arg(value("text", "cli-argument-text").required(true).allow_hyphen_values(true))
            .arg(option("reply", "cli-option-reply").value_name(say("cli-value-note")))
            .arg(flag("missing", "cli-option-missing"))
            .arg(
                option("quote", "cli-option-quote")
                    .value_name(say("cli-value-words"))
                    .allow_hyphen_values(true),
            )
            .arg(option("for", "cli-option-for").value_name(say("cli-value-reviewer"))),
        verb("notes")
            .arg(value("query", "cli-argument-query").num_args(1..))
            .arg(flag("all", "cli-option-all-notes")),
        verb("resolve")
            .arg(value("note", "cli-argument-note").required(true))
            .arg(value("text", "cli-argument-came-of-it").allow_hyphen_values(true))
            .arg(flag("reopen", "cli-option-reopen")),
    ]
}

/// Describes meetings, their minutes, what came of them that is to be done, and how far the whole review is.
fn meetings(verb: &impl Fn(&'static str) -> Command, words: &Words) -> [Command; 4] {
    let say = |id: &str| words.say(id).to_string();
    let option = |id: &'static str, help: &str| {
        Arg::new(id).long(id).help(say(help)).help_heading(say("cli-heading-options"))
    };
    let flag = |id, help| option(id, help).action(ArgAction::SetTrue);
    let which = Arg::new("which")
        .value_name(say("cli-value-meeting"))
        .help(say("cli-argument-meeting"))
        .help_heading(say("cli-heading-arguments"));
    [
        meeting::describe(verb("meeting"), words),
        verb("minutes")
            .arg(which)
            .arg(option("output", "cli-option-minutes-output").value_name(say("cli-value-file")))
            .arg(flag("force", "cli-option-force")),
        verb("actions").arg(flag("all", "cli-option-all-actions")),
        verb("status"),
    ]
}

/// Describes what can be decided about a repository.
fn trust(verb: Command, words: &Words) -> Command {
    let flag = |id: &'static str, help: &str| {
        let heading = words.say("cli-heading-options").to_string();
        let help = words.say(help).to_string();
        Arg::new(id).long(id).help(help).help_heading(heading).action(ArgAction::SetTrue)
    };
    verb.arg(flag("yes", "cli-option-yes").conflicts_with_all(["without", "forget"]))
        .arg(flag("without", "cli-option-without").conflicts_with("forget"))
        .arg(flag("forget", "cli-option-forget"))
}

/// Takes away what the parser would say in English of its own accord.
pub(super) fn framed(command: Command, words: &Words) -> Command {
    let usage = words.say("cli-heading-usage");
    command
        .help_template(format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .color(clap::ColorChoice::Never)
}

/// Returns the help of the program, or of `verb`; `None` where there is no such verb.
pub(super) fn help(words: &Words, verb: Option<&str>) -> Option<Shown> {
    let mut arguments = arguments(words);
    arguments.build();
    let command = match verb {
        None => &mut arguments,
        Some(verb) => arguments.find_subcommand_mut(verb)?,
    };
    Some(Shown::of(&command.render_help().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Interface;

    #[test]
    fn the_description_is_sound_and_says_everything_in_its_language() {
        for interface in Interface::ALL {
            let words = Words::new(interface);
            arguments(&words).debug_assert();
            for verb in [None].into_iter().chain(VERBS.map(|(verb, _)| Some(verb))) {
                let help = help(&words, verb).unwrap();
                assert!(!help.as_str().contains("[cli-"), "a message is missing: {help}");
                let foreign = ["Usage", "Options", "Print", "Commands", "Arguments", "possible values"];
                let chinese = interface == Interface::Chinese;
                assert!(!chinese || !foreign.iter().any(|word| help.as_str().contains(word)), "{help}");
            }
            let mut described = arguments(&words);
            described.build();
            let meeting = described.find_subcommand_mut("meeting").unwrap();
            assert_eq!(meeting.get_subcommands().count(), meeting::VERBS.len());
            for verb in meeting.get_subcommands_mut() {
                let help = verb.render_help().to_string();
                assert!(
                    !help.contains("[cli-") && verb.get_about().is_some(),
                    "a message is missing: {help}"
                );
            }
        }
    }
}
