//! Which reviewer a name means that somebody typed or gave. Names compare exactly; what folds to a known one is asked about.

use std::collections::BTreeSet;

use super::file_name::{are_twins, unportable};
use super::{Reviewer, ReviewerId};
use crate::text::search_key;

/// The names there are.
#[derive(Clone, Debug)]
pub struct Names<'a> {
    /// Where anybody is listed, nobody else reviews.
    pub listed: &'a [Reviewer],
    pub recorded: BTreeSet<&'a ReviewerId>,
}

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Naming {
    /// A name there is.
    Known(ReviewerId),
    /// None there is, but one that looks the same in another width, case, form or script.
    Meant(ReviewerId),
    /// Somebody new.
    New(ReviewerId),
    Refused(Refusal),
}

/// Why nobody can review under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Malformed,
    NotListed,
    /// Not every system can store a file of the name.
    Unportable,
    /// Some system takes the files of this reviewer, who is known, for those of the new one.
    Twin(ReviewerId),
}

impl Names<'_> {
    /// Returns what `text` means.
    pub fn name(&self, text: &str) -> Naming {
        let known = |id: &ReviewerId| self.known().any(|known| known == id);
        match ReviewerId::parse(text) {
            Ok(id) if known(&id) && !self.makes_unportable_file(&id) => Naming::Known(id),
            Ok(id) if known(&id) => Naming::Refused(Refusal::Unportable),
            _ => match look_alike(text, self.known()) {
                Some(meant) => Naming::Meant(meant.clone()),
                None => self.insist(text).map_or_else(Naming::Refused, Naming::New),
            },
        }
    }

    /// Returns the reviewer of exactly this name, who may be new.
    pub fn insist(&self, text: &str) -> Result<ReviewerId, Refusal> {
        let id = ReviewerId::parse(text).map_err(|_why| Refusal::Malformed)?;
        if !self.listed.is_empty() && !self.listed.iter().any(|reviewer| reviewer.id == id) {
            return Err(Refusal::NotListed);
        }
        if self.makes_unportable_file(&id) {
            return Err(Refusal::Unportable);
        }
        let twin = self.known().find(|known| are_twins(known.as_str(), id.as_str()));
        twin.filter(|_| !self.recorded.contains(&id)).map_or(Ok(id), |twin| Err(Refusal::Twin(twin.clone())))
    }

    fn known(&self) -> impl Iterator<Item = &ReviewerId> {
        let listed = self.listed.iter().map(|reviewer| &reviewer.id);
        listed.chain(self.recorded.iter().copied().filter(|_| self.listed.is_empty()))
    }

    /// Who has files of the name already makes nothing worse.
    fn makes_unportable_file(&self, id: &ReviewerId) -> bool {
        unportable(id.as_str()).is_some() && !self.recorded.contains(id)
    }
}

/// Returns the first of `known` that is another name than `text` and looks the same in another width, case, form or script.
pub fn look_alike<'a>(text: &str, known: impl IntoIterator<Item = &'a ReviewerId>) -> Option<&'a ReviewerId> {
    let key = search_key(text.trim());
    known.into_iter().find(|known| known.as_str() != text && search_key(known.as_str()) == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> ReviewerId {
        ReviewerId::parse(text).unwrap()
    }

    fn listed(ids: &[&str]) -> Vec<Reviewer> {
        let reviewer = |text: &&str| Reviewer {
            id: id(text),
            name: None,
            email: None,
            role: None,
            from: None,
            until: None,
        };
        ids.iter().map(reviewer).collect()
    }

    #[test]
    fn a_name_that_folds_to_a_known_one_is_asked_about() {
        let (jia, zhang) = (id("jia"), id("张国华"));
        let recorded = [&jia, &zhang].into_iter().collect::<BTreeSet<_>>();
        for listed in [listed(&[]), listed(&["jia", "张国华"])] {
            let names = Names { listed: &listed, recorded: recorded.clone() };
            assert_eq!(names.name("jia"), Naming::Known(jia.clone()));
            for text in ["Jia", "ｊｉａ", "JIA", " jia", "jia ", "j\u{ed}a"] {
                assert_eq!(names.name(text), Naming::Meant(jia.clone()), "{text}");
            }
            assert_eq!(names.name("張國華"), Naming::Meant(zhang.clone()));
        }
        let names = Names { listed: &[], recorded };
        assert_eq!(names.name("jiahua"), Naming::New(id("jiahua")));
        assert_eq!(names.insist("ｊｉａ"), Ok(id("ｊｉａ")));
        assert_eq!(names.insist("Jia"), Err(Refusal::Twin(jia)));
    }

    #[test]
    fn a_new_name_must_be_one_that_every_system_can_store() {
        let aux = id("aux");
        let none = Names { listed: &[], recorded: BTreeSet::new() };
        assert_eq!(none.name("aux"), Naming::Refused(Refusal::Unportable));
        assert_eq!(none.name("a b"), Naming::Refused(Refusal::Malformed));
        let by_list = listed(&["aux"]);
        let names = Names { listed: &by_list, recorded: BTreeSet::new() };
        assert_eq!(names.name("aux"), Naming::Refused(Refusal::Unportable));
        assert_eq!(names.name("yi"), Naming::Refused(Refusal::NotListed));
        let names = Names { listed: &[], recorded: [&aux].into() };
        assert_eq!(names.name("aux"), Naming::Known(aux.clone()), "its files are there already");
    }

    #[test]
    fn names_that_are_both_known_are_exact() {
        let both = listed(&["jia", "Jia"]);
        let names = Names { listed: &both, recorded: BTreeSet::new() };
        assert_eq!(names.name("Jia"), Naming::Known(id("Jia")));
        assert_eq!(names.name("jia"), Naming::Known(id("jia")));
    }
}
