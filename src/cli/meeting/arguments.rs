//! The verbs and options of a meeting, described in the language of the interface.

use clap::{Arg, ArgAction, Command};

use crate::cli::arguments::framed;
use crate::words::Words;

/// Every verb behind `meeting`, with the ids of what its help says.
pub(in crate::cli) const VERBS: [(&str, &str); 16] = [
    ("begin", "cli-about-meeting-begin"),
    ("show", "cli-about-meeting-show"),
    ("list", "cli-about-meeting-list"),
    ("next", "cli-about-meeting-next"),
    ("item", "cli-about-meeting-item"),
    ("outcome", "cli-about-meeting-outcome"),
    ("action", "cli-about-meeting-action"),
    ("done", "cli-about-meeting-done"),
    ("park", "cli-about-meeting-park"),
    ("agenda", "cli-about-meeting-agenda"),
    ("present", "cli-about-meeting-present"),
    ("pause", "cli-about-meeting-pause"),
    ("resume", "cli-about-meeting-resume"),
    ("end", "cli-about-meeting-end"),
    ("undo", "cli-about-meeting-undo"),
    ("redo", "cli-about-meeting-redo"),
];

/// Describes `meeting` and the verbs behind it.
pub(in crate::cli) fn describe(meeting: Command, words: &Words) -> Command {
    let say = |id: &str| words.say(id).to_string();
    let value = |id: &'static str, named: &str, help: &str| {
        let heading = say("cli-heading-arguments");
        Arg::new(id).value_name(say(named)).help(say(help)).help_heading(heading)
    };
    let flag = |id, help| flag(words, id, help);
    let option = |id, named, help| option(words, id, named, help);
    let item = || value("item", "cli-value-item", "cli-argument-item").required(true);
    let which = || value("which", "cli-value-meeting", "cli-argument-meeting");
    let verb = |name: &'static str| {
        let about = VERBS.iter().find(|(verb, _)| *verb == name).map(|(_, about)| say(about));
        framed(Command::new(name), words).about(about.unwrap_or_default())
    };
    // Where something is recorded in a meeting, another one than that under way can be named.
    let within = |name| verb(name).arg(option("meeting", "cli-value-meeting", "cli-option-meeting"));
    let options = words.say("cli-usage-options");
    meeting
        .subcommand_help_heading(say("cli-heading-verbs"))
        .subcommand(begin(verb("begin"), words))
        .subcommand(verb("show").arg(which()))
        .subcommand(verb("list"))
        .subcommand(within("next"))
        .subcommand(within("item").arg(item()))
        .subcommand(
            within("outcome")
                .arg(item())
                .arg(value("status", "cli-value-status", "cli-argument-status").required(true))
                .arg(option("votes", "cli-value-votes", "cli-option-votes").allow_hyphen_values(true))
                .arg(option("text", "cli-value-text", "cli-option-decision").allow_hyphen_values(true))
                .arg(flag("yes", "cli-option-sure")),
        )
        .subcommand(
            within("action")
                .arg(
                    value("to-do", "cli-value-text", "cli-argument-to-do")
                        .required(true)
                        .allow_hyphen_values(true),
                )
                .arg(option("item", "cli-value-item", "cli-option-action-item"))
                .arg(option("owner", "cli-value-names", "cli-option-owner"))
                .arg(option("due", "cli-value-day", "cli-option-due").allow_hyphen_values(true))
                .arg(flag("yes", "cli-option-sure")),
        )
        .subcommand(
            verb("done")
                .arg(value("action", "cli-value-action", "cli-argument-action").required(true))
                .arg(value("text", "cli-value-text", "cli-argument-came-of-it").allow_hyphen_values(true))
                .arg(flag("reopen", "cli-option-reopen")),
        )
        .subcommand(
            within("park")
                .arg(item())
                .arg(option("text", "cli-value-text", "cli-option-why").allow_hyphen_values(true)),
        )
        .subcommand(
            within("agenda")
                .arg(value("items", "cli-value-items", "cli-argument-agenda").required(true).num_args(1..)),
        )
        .subcommand(
            within("present")
                .arg(value("names", "cli-value-names", "cli-argument-names").required(true).num_args(1..)),
        )
        .subcommand(within("pause"))
        .subcommand(within("resume"))
        .subcommand(within("end"))
        .subcommand(verb("undo").arg(which()))
        .subcommand(verb("redo").arg(which()))
        .mut_subcommands(|verb| {
            let mut usage = vec!["fupan meeting".to_owned(), verb.get_name().to_owned()];
            usage.extend(verb.get_positionals().map(ToString::to_string));
            usage.push(options.to_string());
            verb.override_usage(usage.join(" "))
        })
}

/// Describes what a meeting begins with.
fn begin(verb: Command, words: &Words) -> Command {
    let say = |id: &str| words.say(id).to_string();
    let flag = |id, help| flag(words, id, help);
    let option = |id, named, help| option(words, id, named, help);
    let query = Arg::new("agenda-query")
        .value_name(say("cli-value-query"))
        .help(say("cli-argument-agenda-query"))
        .help_heading(say("cli-heading-arguments"))
        .num_args(1..);
    verb.arg(query)
        .arg(flag("since-last", "cli-option-since-last").conflicts_with("agenda-query"))
        .arg(option("title", "cli-value-text", "cli-option-title"))
        .arg(option("present", "cli-value-names", "cli-option-present"))
        .arg(option("place", "cli-value-text", "cli-option-place"))
        .arg(option("chair", "cli-value-reviewer", "cli-option-chair"))
        .arg(option("minutes", "cli-value-minutes", "cli-option-minutes"))
        .arg(option("planned", "cli-value-minutes", "cli-option-planned"))
        .arg(flag("another", "cli-option-another"))
}

/// An option that is given or not.
fn flag(words: &Words, id: &'static str, help: &str) -> Arg {
    let say = |id: &str| words.say(id).to_string();
    let heading = say("cli-heading-options");
    Arg::new(id).long(id).help(say(help)).help_heading(heading).action(ArgAction::SetTrue)
}

/// An option with a value.
fn option(words: &Words, id: &'static str, named: &str, help: &str) -> Arg {
    let say = |id: &str| words.say(id).to_string();
    let heading = say("cli-heading-options");
    Arg::new(id).long(id).value_name(say(named)).help(say(help)).help_heading(heading)
}
