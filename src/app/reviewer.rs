//! Who records, and for whom: chosen from those there are, or somebody new. A name that looks like a known one is asked about.

use std::collections::HashSet;

use super::Notice;
use super::model::{Effect, Model};
use super::overlay::{Overlay, Question, ReviewerChoice, ReviewerPicker};
use crate::job::{Identity, Job};
use crate::plan::{Names, Naming, Refusal, ReviewerId};
use crate::text::search_key;

impl Model {
    /// Opens the question who is recording.
    pub(super) fn ask_who(&mut self) {
        let first = match &self.identity {
            Identity::Ask { candidates } => candidates.clone(),
            _ => Vec::new(),
        };
        let listed: Vec<ReviewerId> =
            self.plan.strategy.reviewers.iter().map(|reviewer| reviewer.id.clone()).collect();
        let all = if listed.is_empty() {
            self.review.reviewers().into_iter().cloned().collect()
        } else {
            listed.clone()
        };
        let mut seen = HashSet::new();
        let mut candidates: Vec<ReviewerId> = first.into_iter().chain(all).collect();
        candidates.retain(|one| (listed.is_empty() || listed.contains(one)) && seen.insert(one.clone()));
        self.overlay = Some(Overlay::Reviewer(ReviewerPicker { candidates, ..ReviewerPicker::default() }));
    }

    /// Returns the reviewers in the list, as filtered by what is typed: whoever is called exactly that comes first.
    ///
    /// Where the strategy lists nobody, what is typed may also be a new name, which comes last.
    pub fn reviewer_candidates(&self) -> Vec<ReviewerId> {
        let Some(Overlay::Reviewer(reviewer)) = &self.overlay else { return Vec::new() };
        let strategy = &self.plan.strategy;
        let typed = reviewer.input.value().trim();
        let wanted = search_key(typed);
        let answers = |candidate: &&ReviewerId| {
            let name = strategy.reviewer(candidate).and_then(|reviewer| reviewer.name.as_ref());
            let names = [Some(candidate.as_str()), name.map(crate::text::Foreign::raw)];
            names.into_iter().flatten().any(|name| search_key(name).contains(&wanted))
        };
        let mut shown: Vec<ReviewerId> = reviewer.candidates.iter().filter(answers).cloned().collect();
        shown.sort_by_key(|candidate| candidate.as_str() != typed);
        let new = ReviewerId::parse(typed).ok().filter(|new| !shown.contains(new));
        shown.extend(new.filter(|_| strategy.reviewers.is_empty()));
        shown
    }

    /// Takes the reviewer chosen in the list.
    pub(super) fn pick_reviewer(&mut self) -> Vec<Effect> {
        let Some(Overlay::Reviewer(picker)) = &self.overlay else { return Vec::new() };
        let chosen = self.reviewer_candidates().get(picker.picker.chosen).cloned();
        let choice = picker.choice;
        if let Some(known) = chosen.as_ref().filter(|chosen| picker.candidates.contains(chosen)) {
            return self.settle_reviewer(known.clone(), choice);
        }
        let typed = picker.input.value().trim().to_owned();
        match self.names().name(&typed) {
            Naming::Known(reviewer) | Naming::New(reviewer) => self.settle_reviewer(reviewer, choice),
            Naming::Meant(known) => {
                self.overlay = Some(Overlay::Question(Question::MeantReviewer { typed, known, choice }));
                Vec::new()
            }
            Naming::Refused(refusal) => {
                self.refuse_reviewer(typed, refusal);
                Vec::new()
            }
        }
    }

    /// Takes the name exactly as it was typed, although it looks like a known one.
    pub(super) fn insist_on_reviewer(&mut self, typed: String, choice: ReviewerChoice) -> Vec<Effect> {
        match self.names().insist(&typed) {
            Ok(reviewer) => self.settle_reviewer(reviewer, choice),
            Err(refusal) => {
                self.ask_who();
                if let Some(Overlay::Reviewer(picker)) = &mut self.overlay {
                    picker.choice = choice;
                }
                self.refuse_reviewer(typed, refusal);
                Vec::new()
            }
        }
    }

    /// Records as `reviewer`, or for that reviewer, from now on, and what waited for it.
    pub(super) fn settle_reviewer(&mut self, reviewer: ReviewerId, choice: ReviewerChoice) -> Vec<Effect> {
        self.overlay = None;
        if choice == ReviewerChoice::ForWhom {
            self.represent(Some(reviewer));
            return Vec::new();
        }
        self.notice = Some(Notice::NowReviewing(reviewer.clone()));
        // Whoever sits down at the keyboard now has not said for whom.
        if self.identity.known().is_some_and(|before| *before != reviewer) {
            self.represented = None;
        }
        self.identity = Identity::Known(reviewer.clone());
        self.settle_represented();
        let mut effects = vec![Effect::Work(Job::RememberReviewer { reviewer })];
        effects.extend(self.record_waiting());
        effects
    }

    /// Says why the program was started in a name that nobody can review in, or asks whose name was meant.
    pub(super) fn greet(&mut self) {
        match self.identity.clone() {
            Identity::LooksLike { named, known } => {
                let (typed, choice) = (named.raw().to_owned(), ReviewerChoice::WhoRecords);
                self.overlay = Some(Overlay::Question(Question::MeantReviewer { typed, known, choice }));
            }
            Identity::NotListed { named, .. } => {
                self.refuse_reviewer(named.raw().to_owned(), Refusal::NotListed);
            }
            Identity::BadName { named } => self.refuse_reviewer(named.raw().to_owned(), Refusal::Malformed),
            Identity::Unportable { named } => {
                self.refuse_reviewer(named.raw().to_owned(), Refusal::Unportable);
            }
            Identity::Known(_) | Identity::Ask { .. } => {}
        }
    }

    fn refuse_reviewer(&mut self, name: String, refusal: Refusal) {
        self.notice = Some(Notice::RefusedReviewer { name, refusal });
    }

    fn names(&self) -> Names<'_> {
        Names { listed: &self.plan.strategy.reviewers, recorded: self.review.reviewers() }
    }
}
