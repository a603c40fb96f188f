//! Looks messages up and fills them in.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::langid;

use crate::command::Command;
use crate::plan::{Interface, Kind, Localized, Progress, StatusId, Strategy};
use crate::review::Verdict;
use crate::text::{Foreign, Shown};

/// What is filled into a message.
#[derive(Clone, Debug)]
pub enum Arg {
    Text(Shown),
    Count(usize),
}

impl From<Shown> for Arg {
    fn from(text: Shown) -> Self {
        Self::Text(text)
    }
}

impl From<&Foreign> for Arg {
    fn from(text: &Foreign) -> Self {
        Self::Text(text.show())
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

/// The catalogue of one language.
pub struct Words {
    interface: Interface,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Returns the source of a catalogue.
    pub(super) fn catalogue(interface: Interface) -> &'static str {
        match interface {
            Interface::Chinese => include_str!("zh.ftl"),
            Interface::English => include_str!("en.ftl"),
        }
    }

    /// Opens the catalogue of `interface`.
    pub fn new(interface: Interface) -> Self {
        let language = match interface {
            Interface::Chinese => langid!("zh-CN"),
            Interface::English => langid!("en"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks Fluent would put around what is filled in are invisible characters, which terminals get wrong.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(Self::catalogue(interface).to_owned());
        let resource = resource.unwrap_or_else(|(readable, _)| readable);
        drop(bundle.add_resource(resource));
        Self { interface, bundle }
    }

    pub fn interface(&self) -> Interface {
        self.interface
    }

    /// Returns the message called `id`. That both catalogues have every id used in the code is proved by a test.
    pub fn say(&self, id: &str) -> Shown {
        self.say_with(id, &[])
    }

    /// Returns the message called `id` with `args` filled in.
    pub fn say_with(&self, id: &str, args: &[(&'static str, Arg)]) -> Shown {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return Shown::written(format!("[{id}]"));
        };
        let mut filled = FluentArgs::new();
        for (name, arg) in args {
            match arg {
                Arg::Text(text) => filled.set(*name, FluentValue::from(text.as_str().to_owned())),
                Arg::Count(count) => filled.set(*name, FluentValue::from(*count)),
            }
        }
        let mut errors = Vec::new();
        let sentence = self.bundle.format_pattern(pattern, Some(&filled), &mut errors);
        debug_assert!(errors.is_empty(), "message `{id}`: {errors:?}");
        Shown::written(sentence.into_owned())
    }

    /// Returns what the catalogue says a command does.
    pub fn command(&self, command: Command) -> Shown {
        self.say(&format!("command-{}", command.spec().name))
    }

    pub fn kind(&self, kind: Kind) -> Shown {
        self.say(&format!("kind-{}", kind.name()))
    }

    pub fn progress(&self, progress: Progress) -> Shown {
        self.say(&format!("progress-{}", progress.name()))
    }

    /// Returns what a status is called; one that the strategy does not define is called by its id.
    pub fn status(&self, strategy: &Strategy, id: &StatusId) -> Shown {
        strategy.status(id).map_or_else(|| Shown::of(id.as_str()), |status| self.choose(&status.name))
    }

    /// Returns what a verdict is called.
    pub fn verdict(&self, strategy: &Strategy, verdict: &Verdict) -> Shown {
        match verdict {
            Verdict::Open => self.say("verdict-open"),
            Verdict::Split => self.say("verdict-split"),
            Verdict::NeedsNewer => self.say("verdict-needs-newer"),
            Verdict::Damaged => self.say("verdict-damaged"),
            Verdict::RecordsMissing => self.say("verdict-records-missing"),
            Verdict::Status(status) => self.status(strategy, status),
        }
    }

    /// Returns a text of the plan in the language of the interface, else in the first it has.
    pub fn choose(&self, text: &Localized) -> Shown {
        text.in_language(self.interface.tag()).map(Foreign::show).unwrap_or_default()
    }
}
