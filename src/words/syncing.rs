//! What came of a sync as sentences, the same on the screen and on the command line.

use super::Words;
use crate::job::{Arrivals, RemoteFault, SyncFailure, SyncStep, Synced, Undone};
use crate::text::{Foreign, Shown};

/// How many names of files a sentence lists.
const NAMED: usize = 5;

impl Words {
    /// Says what lies between two commits; nothing where nothing does.
    pub fn arrivals(&self, arrivals: &Arrivals) -> Shown {
        let mut parts = Vec::new();
        let by = |(by, count): (&crate::plan::ReviewerId, &usize)| {
            let args = [("by", Shown::of(by.as_str()).into()), ("count", (*count).into())];
            self.say_with("arrivals-records", &args)
        };
        let records: Vec<Shown> = arrivals.facts.iter().map(by).collect();
        if !records.is_empty() {
            parts.push(Shown::join(&records, &self.say("list-separator")));
        }
        if arrivals.items > 0 {
            parts.push(self.say_with("arrivals-items", &[("count", arrivals.items.into())]));
        }
        if arrivals.strategy {
            parts.push(self.say("arrivals-strategy"));
        }
        if arrivals.files > 0 {
            parts.push(self.say_with("arrivals-files", &[("count", arrivals.files.into())]));
        }
        if let Some(directory) = &arrivals.renamed {
            parts.push(self.say_with("arrivals-renamed", &[("directory", directory.into())]));
        }
        Shown::join(&parts, &self.say("list-separator"))
    }

    /// Says how far a sync is.
    pub fn syncing(&self, step: &SyncStep) -> Shown {
        match step {
            SyncStep::Committing => self.say("sync-committing"),
            SyncStep::Fetching => self.say("sync-fetching"),
            SyncStep::Merging => self.say("sync-merging"),
            SyncStep::Waiting => self.say("sync-waiting"),
            SyncStep::Pushing => self.say("sync-pushing"),
            SyncStep::Again { attempt } => self.say_with("sync-again", &[("attempt", (*attempt).into())]),
            SyncStep::Transfer { said } => said.show().one_line(),
        }
    }

    /// Says what came in and what went out.
    pub fn synced(&self, synced: &Synced) -> Shown {
        let said = |arrivals: &Arrivals| {
            let what = self.arrivals(arrivals);
            if what.is_empty() { self.say("arrivals-nothing") } else { what }
        };
        let id = match (synced.incoming.is_empty(), synced.outgoing.is_empty()) {
            (true, true) => "synced-nothing",
            _ => "synced",
        };
        let args = [
            ("upstream", (&synced.upstream).into()),
            ("incoming", said(&synced.incoming).into()),
            ("outgoing", said(&synced.outgoing).into()),
        ];
        let said = self.say_with(id, &args);
        if synced.edited_by_hand.is_empty() {
            return said;
        }
        let files: Vec<Shown> = synced.edited_by_hand.iter().take(NAMED).map(Foreign::show).collect();
        let args = [("files", Shown::join(&files, &self.say("list-separator")).into())];
        Shown::join(&[said, self.say_with("synced-edited-by-hand", &args)], &self.say("sentence-separator"))
    }

    /// Says why a sync stopped, and what to do.
    pub fn not_synced(&self, failure: &SyncFailure) -> Shown {
        let upstream = |id: &str, upstream: &Foreign| self.say_with(id, &[("upstream", upstream.into())]);
        let stopped = |id: &str, remote: &Foreign, said: Option<(&str, &Foreign)>| {
            let reason = self.say_with(id, &[("remote", remote.into())]);
            self.stopped(reason, Undone::Exchange, said.filter(|(_, detail)| !detail.is_empty()))
        };
        let files =
            |id: &str, files: &[Foreign]| self.say_with(id, &[("files", self.some_files(files).into())]);
        match failure {
            SyncFailure::NotReplayed(failure) => self.not_replayed(failure),
            SyncFailure::Commit(failure) => self.commit_stopped(failure, Undone::Sync),
            SyncFailure::Repository(failure) => self.repository_failed(failure, Undone::Sync),
            SyncFailure::NoUpstream { branch } => {
                self.say_with("sync-no-upstream", &[("branch", branch.into())])
            }
            SyncFailure::NoRemote { branch, commit } => {
                let said = self.say_with("sync-no-remote", &[("branch", branch.into())]);
                let Some(commit) = commit else { return said };
                Shown::join(&[self.committed(commit), said], &self.say("sentence-separator"))
            }
            SyncFailure::Remote { remote, fault, detail } => {
                let who = if matches!(fault, RemoteFault::Rejected) { "hook-says" } else { "git-says" };
                stopped(&format!("remote-{}", fault.name()), remote, Some((who, detail)))
            }
            SyncFailure::NotAllowed { remote: name, unasked: true, .. } => {
                self.say_with("sync-not-asked", &[("remote", name.into())])
            }
            SyncFailure::NotAllowed { remote: name, detail, .. } => {
                stopped("sync-not-allowed", name, Some(("git-says", detail)))
            }
            SyncFailure::Untrusted { remote: name, detail } => {
                let detail = detail.show().one_line();
                let args = [("remote", name.into()), ("detail", detail.into())];
                self.stopped(self.say_with("sync-untrusted", &args), Undone::Exchange, None)
            }
            SyncFailure::Silent { remote: name, seconds } => {
                let args = [("remote", name.into()), ("seconds", (*seconds).into())];
                self.stopped(self.say_with("sync-silent", &args), Undone::Exchange, None)
            }
            SyncFailure::Gone { upstream: name } => upstream("sync-gone", name),
            SyncFailure::Rewritten { upstream: name } => upstream("sync-rewritten", name),
            SyncFailure::Shallow => self.say("sync-shallow"),
            SyncFailure::Unrelated { upstream: name } => upstream("sync-unrelated", name),
            SyncFailure::NothingBegun => self.say("merge-nothing-begun"),
            SyncFailure::Crosswise { upstream: name } => upstream("sync-crosswise", name),
            SyncFailure::RenamedTwice { upstream: name, ours, theirs } => {
                let args = [("upstream", name.into()), ("ours", ours.into()), ("theirs", theirs.into())];
                self.say_with("sync-renamed-twice", &args)
            }
            SyncFailure::Conflict { upstream: name, files } => {
                let args = [("upstream", name.into()), ("files", self.some_files(files).into())];
                self.say_with("sync-conflict", &args)
            }
            SyncFailure::LeadsOut { files: paths } => files("sync-leads-out", paths),
            SyncFailure::InTheWay { files: paths } => files("sync-in-the-way", paths),
            SyncFailure::Filtered { files: paths } => files("sync-filtered", paths),
            SyncFailure::Clashes(clashes) => {
                self.say_with("sync-clashes", &[("count", clashes.clashes.len().into())])
            }
            SyncFailure::NoSuchClash { ids, open } => {
                let ids: Vec<Shown> = ids.iter().map(|id| Shown::of(id)).collect();
                let ids = Shown::join(&ids, &self.say("list-separator"));
                let args = [("ids", ids.into()), ("count", open.clashes.len().into())];
                self.say_with("sync-no-such-clash", &args)
            }
            SyncFailure::Locked => self.say("sync-locked"),
            SyncFailure::Busy { attempts } => self.say_with("sync-busy", &[("attempts", (*attempts).into())]),
            SyncFailure::Cancelled => self.say("sync-cancelled"),
        }
    }

    /// Lists names of files, the first few of them.
    pub fn some_files(&self, files: &[Foreign]) -> Shown {
        let mut named: Vec<Shown> = files.iter().take(NAMED).map(Foreign::show).collect();
        if files.len() > NAMED {
            named.push(self.say_with("and-more", &[("count", (files.len() - NAMED).into())]));
        }
        Shown::join(&named, &self.say("list-separator"))
    }
}
