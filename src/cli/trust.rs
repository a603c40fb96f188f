//! `trust`: says what the repository brings that would run, and keeps what is decided about it.

use serde::Serialize;

use super::exit::Exit;
use super::failure::Failure;
use super::output::{self, Answer};
use super::session::Session;
use crate::job::{Decision, Job, Outcome, Trust, TrustWish, Undone};
use crate::report::Line;
use crate::text::Shown;
use crate::work::perform;

/// What the arguments say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    Decision(Decision),
    Forget,
}

#[derive(Serialize)]
struct TrustEntry {
    message: String,
    /// Absent where nobody has decided.
    decision: Option<&'static str>,
    hooks: Vec<String>,
    settings: Vec<SettingEntry>,
    /// What makes git read or write elsewhere.
    redirects: Vec<RedirectEntry>,
}

#[derive(Serialize)]
struct SettingEntry {
    key: String,
    value: String,
}

#[derive(Serialize)]
struct RedirectEntry {
    from: String,
    to: String,
}

impl TrustEntry {
    fn of(trust: &Trust, message: &Shown) -> Self {
        let setting = |(key, value): &(crate::text::Foreign, crate::text::Foreign)| SettingEntry {
            key: key.raw().to_owned(),
            value: value.raw().to_owned(),
        };
        let redirect = |(from, to): &(crate::text::Foreign, crate::text::Foreign)| RedirectEntry {
            from: from.raw().to_owned(),
            to: to.raw().to_owned(),
        };
        Self {
            message: message.to_string(),
            decision: trust.decision.map(Decision::name),
            hooks: trust.would.hooks.iter().map(|hook| hook.raw().to_owned()).collect(),
            settings: trust.would.settings.iter().map(setting).collect(),
            redirects: trust.would.redirects.iter().map(redirect).collect(),
        }
    }
}

/// Decides as it is said, or asks where nothing is said and there is somebody to ask.
pub(super) fn trust(session: &Session, said: Said) -> Result<Answer, Failure> {
    let words = &session.words;
    let mut trust = ask_git(session, TrustWish::Look)?;
    let mut asked = false;
    let decision = match said {
        Said::Decision(decision) => Some(decision),
        Said::Forget => {
            trust = ask_git(session, TrustWish::Forget)?;
            None
        }
        Said::Nothing if session.can_ask && trust.decision.is_none() && !trust.would.is_empty() => {
            asked = true;
            list(session, &trust).iter().for_each(output::tell);
            answered(output::ask(&words.say("cli-trust-ask")).as_deref())
        }
        Said::Nothing => None,
    };
    if let Some(decision) = decision.filter(|_| !trust.would.is_empty()) {
        let fingerprint = trust.would.fingerprint.clone();
        trust = ask_git(session, TrustWish::Decide { decision, fingerprint })?;
    }
    let message = words.trust(&trust);
    let mut answer = session.answer(
        "trust",
        || TrustEntry::of(&trust, &message),
        || {
            // What was just listed is not listed again.
            let lines = if asked { vec![message.clone()] } else { list(session, &trust) };
            lines.into_iter().map(Line::from).collect()
        },
    );
    if trust.passing {
        answer.remarks.push(words.say("trust-passing"));
        answer.exit = Exit::Failed;
    } else if trust.decision.is_none() && !trust.would.is_empty() && said != Said::Forget {
        answer.exit = Exit::Found;
    }
    Ok(answer)
}

fn list(session: &Session, trust: &Trust) -> Vec<Shown> {
    let indented = |line: &Shown| Shown::join([&Shown::own(" "), line], &Shown::own(" "));
    let lines = session.words.would_lines(&trust.would);
    [session.words.trust(trust)].into_iter().chain(lines.iter().map(indented)).collect()
}

fn answered(answer: Option<&str>) -> Option<Decision> {
    match answer?.trim() {
        yes if output::is_yes(yes) => Some(Decision::Trusted),
        "n" | "N" | "ｎ" | "Ｎ" | "no" | "否" => Some(Decision::Restricted),
        _ => None,
    }
}

fn ask_git(session: &Session, wish: TrustWish) -> Result<Trust, Failure> {
    match perform(&session.world, Job::Trust { wish }) {
        Outcome::Trusted(trust) => trust.map_err(|failure| Failure::Repository(failure, Undone::Trust)),
        _ => unreachable!("a question of trust answers Trusted"),
    }
}
