//! Votes in a meeting, as they are typed and shown.

use std::fmt;

use crate::text::half_width;

/// How many hands were raised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    pub yes: u32,
    pub no: u32,
    pub abstain: u32,
}

/// What a number of votes is called, yes, no and abstained; of two that begin alike the longer one comes first.
const SIDES: [&[&str]; 3] = [
    &["赞成", "同意", "yes", "for"],
    &["反对", "不同意", "no", "against"],
    &["弃权", "abstained", "abstaining", "abstain"],
];

const UNITS: [char; 2] = ['票', '人'];
/// What may stand between two numbers, besides blanks: between plain ones no comma, for 1,000 is one number.
const BETWEEN: [char; 3] = [':', '、', '/'];
const BETWEEN_NAMED: [char; 5] = [':', '、', '/', ',', ';'];

impl Votes {
    /// Reads two or three whole numbers, in digits of either width: yes, no and abstained in this order, as `4:1`,
    /// `4:1:2`, `4-1` or `4 1 2`; or each with its name in any order, as `赞成4票，反对1票`. Anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.trim().chars().map(half_width).collect::<String>().to_lowercase();
        let mut rest = text.as_str();
        let mut counts = [None; 3];
        let mut place = 0;
        let mut are_named = None;
        loop {
            let named = side(rest);
            if *are_named.get_or_insert(named.is_some()) != named.is_some() {
                return None;
            }
            let (side, after) = named.unwrap_or((place, rest));
            let (count, after) = number(if named.is_some() { after.trim_start() } else { after })?;
            if counts.get_mut(side)?.replace(count).is_some() {
                return None;
            }
            place += 1;
            let trimmed = after.trim_start();
            let after = trimmed.strip_prefix(UNITS).unwrap_or(after);
            if after.is_empty() {
                break;
            }
            // A hyphen parts two numbers where it touches both; else it would be a sign.
            if let Some(next) = after.strip_prefix('-').filter(|_| named.is_none()) {
                rest = next;
                continue;
            }
            let trimmed = after.trim_start();
            let signs = if named.is_some() { &BETWEEN_NAMED[..] } else { &BETWEEN };
            let next = trimmed.strip_prefix(signs).unwrap_or(trimmed).trim_start();
            // Without a name, something must part two numbers.
            if named.is_none() && next.len() == after.len() {
                return None;
            }
            rest = next;
        }
        let [Some(yes), Some(no), abstain] = counts else { return None };
        Some(Self { yes, no, abstain: abstain.unwrap_or_default() })
    }
}

/// Takes the name of a side.
fn side(text: &str) -> Option<(usize, &str)> {
    let rest = |names: &[&str]| names.iter().find_map(|name| text.strip_prefix(name));
    SIDES.iter().enumerate().find_map(|(side, names)| Some((side, rest(names)?)))
}

/// Takes a number.
fn number(text: &str) -> Option<(u32, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.strip_suffix(rest)?;
    Some((digits.parse().ok()?, rest))
}

/// As they are said: `4:1`, and `4:1:2` where somebody abstained.
impl fmt::Display for Votes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.yes, self.no)?;
        if self.abstain > 0 { write!(f, ":{}", self.abstain) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn votes_have_every_usual_form() {
        let votes = |yes, no, abstain| Votes { yes, no, abstain };
        for (text, expected) in [
            ("4:1", votes(4, 1, 0)),
            ("４：１：０", votes(4, 1, 0)),
            (" 4 1 2 ", votes(4, 1, 2)),
            ("4 : 1", votes(4, 1, 0)),
            ("4、1、2", votes(4, 1, 2)),
            ("4票:1票", votes(4, 1, 0)),
            ("4/1/2", votes(4, 1, 2)),
            ("４-1", votes(4, 1, 0)),
            ("赞成12票，反对0票", votes(12, 0, 0)),
            ("赞成4反对1弃权2", votes(4, 1, 2)),
            ("反对 1 票；赞成 4 票", votes(4, 1, 0)),
            ("同意4人，不同意1人", votes(4, 1, 0)),
            ("Yes 4, no 1, abstained 2", votes(4, 1, 2)),
            ("4294967295:0", votes(u32::MAX, 0, 0)),
        ] {
            assert_eq!(Votes::parse(text), Some(expected), "{text}");
        }
        assert_eq!((votes(4, 1, 0).to_string(), votes(4, 1, 2).to_string()), ("4:1".into(), "4:1:2".into()));
    }

    #[test]
    fn what_is_no_votes_is_refused() {
        for text in [
            "",
            " ",
            ":",
            "4",
            "4:",
            ":1",
            "4::1",
            "4:1:",
            "4:1:2:3",
            "-1:2",
            "1:-2",
            "+4:1",
            "4 -1",
            "4- 1",
            "4--1",
            "4-",
            "-4-1",
            "4:-1",
            "赞成4-反对1",
            "4.5:1",
            "4.1",
            "4:1x",
            "x4:1",
            "4x1",
            "41",
            "0x4:1",
            "4e1:1",
            "4_0:1",
            "1,000",
            "1,000:2",
            "4,1",
            "①:②",
            "4:1²",
            "٤:١",
            "全票",
            "赞成4",
            "赞成4，赞成1",
            "赞成4，1",
            "4，反对1",
            "反对1，弃权1",
            "赞成",
            "赞成-4反对1",
            "yes4no",
            "99999999999:1",
        ] {
            assert_eq!(Votes::parse(text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever is typed is read or refused; the numbers that are recorded are those that were typed.
        #[test]
        fn no_number_is_changed(text in "[-+0-9０-９:： ,，票赞成反对弃权]{0,12}|\\PC{0,8}") {
            if let Some(votes) = Votes::parse(&text) {
                let typed: String = text.chars().map(half_width).collect();
                let numbers = typed.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
                let mut numbers: Vec<u32> = numbers.map(|number| number.parse().unwrap()).collect();
                numbers.resize(3, 0);
                numbers.sort_unstable();
                let mut read = [votes.yes, votes.no, votes.abstain];
                read.sort_unstable();
                prop_assert_eq!(numbers, read);
                prop_assert!(!typed.contains('+') && !typed.trim_start().starts_with('-'));
                prop_assert_eq!(Votes::parse(&votes.to_string()), Some(votes));
            }
        }
    }
}
