//! What a repository brings that would run or lead elsewhere, and what was decided about it, as sentences.

use super::Words;
use crate::job::{Decision, Trust, Would};
use crate::text::{Foreign, Shown, fit};

/// How much of a setting's value a line shows, in columns.
const SAID: usize = 60;

impl Words {
    /// Names everything that would run or lead elsewhere, a line each: the name first, two blanks behind it.
    pub fn would_lines(&self, would: &Would) -> Vec<Shown> {
        let hook = |name: &Foreign| self.say_with("trust-hook", &[("name", name.into())]);
        let setting = |(key, value): &(Foreign, Foreign)| {
            let value = fit(&value.show().one_line(), SAID);
            self.say_with("trust-setting", &[("name", key.into()), ("value", value.into())])
        };
        let lines = would.hooks.iter().map(hook).chain(would.settings.iter().map(setting));
        lines.chain(self.redirect_lines(&would.redirects)).collect()
    }

    /// Names everything that leads git elsewhere, a line each.
    pub(super) fn redirect_lines(&self, redirects: &[(Foreign, Foreign)]) -> Vec<Shown> {
        let line = |(from, to): &(Foreign, Foreign)| {
            self.say_with("trust-redirect", &[("name", from.into()), ("to", to.into())])
        };
        redirects.iter().map(line).collect()
    }

    /// Says how things stand with the trust in the repository.
    pub fn trust(&self, trust: &Trust) -> Shown {
        let count = [("count", trust.would.count().into())];
        match trust.decision {
            _ if trust.would.is_empty() => self.say("trust-nothing"),
            None => self.say_with("trust-undecided", &count),
            Some(Decision::Trusted) => self.say_with("trust-trusted", &count),
            Some(Decision::Restricted) if !trust.would.redirects.is_empty() => {
                self.say_with("trust-restricted-elsewhere", &count)
            }
            Some(Decision::Restricted) => self.say_with("trust-restricted", &count),
        }
    }
}
