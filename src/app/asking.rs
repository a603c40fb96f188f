//! Questions with an answer of one key.

use super::gate::Subject;
use super::meeting::Said;
use super::model::{Effect, Model};
use super::overlay::{Overlay, Question};
use super::recording::Intent;
use crate::job::{Job, SyncRequest};

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    Cancel,
}

impl Model {
    /// Acts on the answer to the question on the screen.
    pub(super) fn answer(&mut self, answer: Answer) -> Vec<Effect> {
        if answer == Answer::Yes && self.records_on_yes() && !self.may_record(&Subject::Facts) {
            return Vec::new();
        }
        let Some(Overlay::Question(question)) = self.overlay.take() else { return Vec::new() };
        match (question, answer) {
            (Question::CommitBeforeLeaving { .. }, Answer::Yes) => self.commit_and_leave(),
            (Question::CommitBeforeLeaving { .. }, Answer::No)
            | (Question::LeaveUnkept { .. } | Question::LeaveUncommitted, Answer::Yes) => vec![Effect::Quit],
            (Question::AcceptLoss { .. }, Answer::Yes) => vec![Effect::Work(Job::AcceptLoss)],
            (Question::Replay { .. }, Answer::Yes) => vec![Effect::Work(Job::Replay)],
            (Question::MarkSelected { status, items, .. }, Answer::Yes) => {
                self.mark_selection(status, &items)
            }
            (Question::Carry { item, seen, .. }, Answer::Yes) => self.record(Intent::Carry { item, seen }),
            (Question::EndMeeting { .. }, Answer::Yes) => self.say(Said::End),
            (Question::Doubtful { doubted, .. }, answer) => self.settle_doubt(doubted, answer == Answer::Yes),
            (Question::TakeMeetingBack, Answer::Yes) => self.say(Said::TakeBack),
            (Question::MeantReviewer { known, choice, .. }, Answer::Yes) => {
                self.settle_reviewer(known, choice)
            }
            (Question::MeantReviewer { typed, choice, .. }, Answer::No) => {
                self.insist_on_reviewer(typed, choice)
            }
            (Question::MeantReviewer { .. }, Answer::Cancel) => {
                self.give_up_waiting();
                Vec::new()
            }
            (Question::Recreate { choices, .. }, Answer::Yes) => {
                self.sync_with(SyncRequest { choices, recreate: true })
            }
            (Question::AtTerminal(onward), Answer::Yes) => self.at_terminal(onward),
            (Question::LeaveMeeting, Answer::Yes) => self.leave(),
            (Question::LeaveDrafts { .. }, Answer::Yes) => self.leave_lines(),
            (Question::TakeUp { draft, .. }, Answer::Yes) => {
                self.take_up_offered(&draft);
                Vec::new()
            }
            (Question::TakeUp { .. }, Answer::No | Answer::Cancel) => {
                self.put_drafts_off();
                Vec::new()
            }
            (Question::LeaveDrafts { .. }, Answer::No) => {
                self.open_first_draft();
                Vec::new()
            }
            (_, Answer::Cancel)
            | (
                Question::AtTerminal(_)
                | Question::Recreate { .. }
                | Question::Replay { .. }
                | Question::AcceptLoss { .. }
                | Question::MarkSelected { .. }
                | Question::Carry { .. }
                | Question::EndMeeting { .. }
                | Question::TakeMeetingBack
                | Question::LeaveUnkept { .. }
                | Question::LeaveMeeting
                | Question::LeaveUncommitted,
                Answer::No,
            ) => Vec::new(),
        }
    }

    /// Tells whether a yes to the question on the screen records something: it must have been read.
    fn records_on_yes(&self) -> bool {
        matches!(
            self.overlay,
            Some(Overlay::Question(
                Question::MarkSelected { .. }
                    | Question::Carry { .. }
                    | Question::Doubtful { .. }
                    | Question::EndMeeting { .. }
                    | Question::TakeMeetingBack
            ))
        )
    }
}
