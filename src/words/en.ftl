### The English messages of fupan. Entry for entry the same as zh.ftl, checked by a test.

## Words of the plan
kind-goal = goal
kind-task = task
kind-project = project
kind-area = focus area
progress-planned = planned
progress-underway = under way
progress-done = done
progress-paused = paused
progress-dropped = dropped
level-error = error
level-warning = warning
level-hint = hint
cause-files = Files that cannot be read, or not whole
cause-rules = Rules of the strategy
cause-values = Keys and values
cause-sources = Sources
cause-items = Ids, links and citations
cause-records = Records

## Problems
fault-no-strategy = There is no strategy.toml. Title and languages are as by default, and until it is known who must approve, nothing counts as approved.
fault-cannot-read = This file cannot be read: { $reason }.
fault-too-big = The file has { $megabytes } MB, more than the limit of { $limit } MB, and was not read.
fault-link-outside = This is a link to a place outside the plan directory, and was not read.
fault-not-a-file = This is not a regular file, and was not read.
fault-not-utf8 = { $count ->
    [one] The byte { $byte } here is not UTF-8 text.
   *[other] The byte { $byte } here is not UTF-8 text; there are { $count } such places.
  } The file may have been saved in another encoding. What can be read is shown; it can be neither marked nor approved until it is saved as UTF-8.
fault-nul-byte = { $count ->
    [one] There is a NUL byte (0x00) here.
   *[other] There is a NUL byte (0x00) here, one of { $count }.
  } The file may be damaged. What can be read is shown; it can be neither marked nor approved until the bytes are removed.
fault-utf-16 = The file is encoded as UTF-16. What it says is shown; it can be neither marked nor approved until it is saved as UTF-8.
fault-unportable-name = The name “{ $name }” cannot be stored on every system: { $why }.
unportable-device = Windows keeps it for a device
unportable-character = “{ $character }” is not allowed in names on Windows
unportable-ending = Windows drops a full stop or blank at the end
unportable-twin = it differs from { $other } in case or Unicode form only
fault-conflict-markers = The file still holds conflict markers of git. Until they are resolved, this area can be read but not marked.
fault-not-toml = This is not TOML ({ $detail }). Until it is mended, this area can be read but not marked.
fault-newer-format = This file is of format { $format }, which needs a newer fupan.
fault-byte-order-mark = The file begins with a byte order mark, which may stay.
fault-carriage-returns = The file has CRLF line ends, which may stay.
fault-missing-key = { $key } is missing.
fault-unknown-key = { $key } is not a known key; it is kept as it is.
fault-unknown-key-near = { $key } is not a known key; it is kept as it is. Was { $near } meant?
fault-wrong-type = { $key } must be { $wanted }.
fault-bad-date-month = { $written } is no date: there are twelve months. Write it like 2025-12-31.
fault-bad-date-day = { $written } is no date: { $month } has { $days } days.
fault-bad-date-quoted = { $key } is a text here; write a date without quotation marks, like 2025-12-31.
fault-bad-date = { $key } is not a date; write it like 2025-12-31.
fault-bad-word = { $key } cannot be “{ $word }”; it can be: { $allowed }.
fault-bad-date-here = There is no such date or time; write a date like 2025-12-31 and a time like 08:30:00.
fault-taken-field = A field cannot be called “{ $name }”: items have a key of that name. Call it otherwise in [fields] and in the area files.
fault-bad-id = The id “{ $id }” cannot be used: { $why }.
fault-unknown-language = The strategy does not name the language “{ $language }”.
fault-hidden-characters = { $count ->
    [one] The file has an invisible character, which the screen shows as a mark.
   *[other] The file has { $count } invisible characters, which the screen shows as marks.
 }
fault-duplicate-id = The id { $id } stands here and in { $other }. Until that is settled, neither can be marked.
fault-duplicate-area = The area id { $id } stands here and in { $other }.
fault-old-id-in-use = The old id { $id } belongs elsewhere too, see { $other }.
fault-look-alike = The ids { $id } and { $other } look almost the same and are easily confused.
fault-dangling-related = The related item { $id } does not exist.
fault-dangling-related-near = The related item { $id } does not exist. Was { $near } meant?
fault-bad-citation = The source “{ $text }” must be written like quzhou-2020#5.2.
fault-missing-source = { $count ->
    [one] A citation names
   *[other] { $count } citations name
  } the source { $file }, which is not there. Put the file there, or correct the name in seed; the first one is here.
fault-dangling-citation = The clause { $clause } does not exist.
fault-uncited = { $id } cites no clause, which this plan requires.
fault-uncited-clause = No item cites clause { $clause }, which this plan requires.
fault-uncited-hint = { $id } cites no clause.
fault-uncited-clause-hint = No item cites clause { $clause }.
fault-no-required-role = The rule “required” wants the approval of roles, and required names none. Write for example required = ["chair"], or choose another rule.
fault-role-of-nobody = The rule wants the approval of “{ $role }”, and nobody on the list has this role, so nothing can be approved. Give it to a [[reviewer]], or change [verdict].
fault-unknown-rule = This version cannot compute the verdict rule “{ $rule }”; no verdict will be an approval. The rules there are: { $known }.
fault-bad-query = The saved query “{ $name }” is not understood at “{ $word }”.
fault-status-without-key = The status “{ $status }” has no key and is left out. Give it one, for example key = "{ $free }".
fault-duplicate-reviewer = The reviewer “{ $id }” is listed twice; the first entry holds. Leave one of them out.
fault-duplicate-status = The status “{ $status }” repeats an id or a key, and is left out.
fault-status-key-taken = “{ $key }”, the key of status “{ $status }”, belongs to a command of the screen, which keeps it. Free letters: { $free }
fault-status-key-taken-none-free = “{ $key }”, the key of status “{ $status }”, belongs to a command of the screen, which keeps it. All free letters are taken by other statuses; it can be recorded by its function key or on the command line.
fault-bad-clause = This line has no clause number: { $line }
fault-duplicate-clause = Clause { $clause } stands here twice.
fault-not-a-fact = This line is not a whole record; it is not counted and not touched. { $detail }
fault-unfinished-line = The last line was never finished and is not counted; it is moved to safety at the next record.
fault-bad-review-file-name = A review file is called “reviewer.six-hex-digits.toml”; this one is not counted.
fault-look-alike-reviewer = The reviewers “{ $id }” and “{ $other }” look alike and are two. If one person is meant, use one name from now on.
fault-foreign-reviewer = The file names the reviewer “{ $named }”, unlike its own name, which holds.
fault-newer-fact = “{ $kind }” is a record this version does not know; it is kept, and its item needs a newer fupan.
fault-newer-fingerprint = This version cannot tell which wording “{ $seen }” stands for. The record is kept, and its item needs a newer fupan; whoever recorded it can undo it.
fault-same-fact-id = The record { $id } stands in { $other } with other content; neither is counted.
fault-source-changed = { $clause }, which { $id } cites, changed since { $who } marked it. See whether the mark still holds, and record it again.
fault-reason-owed = { $id } is marked “{ $status }”, which wants a reason, and none is given yet. Give it with fupan note { $id }, or press c on the item.
fault-orphan-fact = The record is about { $id }, which is not in the plan; it is kept. If the item has another id now, put this one into its was.
fault-orphan-fact-several = The record is about { $id }, which may be any of { $items }; it is kept, and counts once that is settled.
fact-said = { $by } { $at } { $said }
fault-no-meeting = The record belongs to the meeting { $meeting }, of which there is no beginning; it is kept, and an outcome counts once there is.
records-about-none = no item
records-about-many = { $items } and others, { $count } in all
fault-records-not-checked-out = { $count ->
    [one] 1 record
   *[other] { $count } records
 } in { $file } are missing here: a sparse checkout leaves the file out. Without them there is no verdict on { $items }. Put it back with fupan restore, or add the file to the sparse checkout (git sparse-checkout add).
fault-records-removed = { $count ->
    [one] 1 record
   *[other] { $count } records
 } in { $file } are missing: the commit that is checked out has them, the disk does not. Without them there is no verdict on { $items }. Put them back with fupan restore, or with git restore -- { $file }.
fault-records-edited = { $count ->
    [one] 1 record
   *[other] { $count } records
 } in { $file } read otherwise than in the commit that is checked out, and what was committed is missing. There is no verdict on { $items }. Look with git diff, and put back what was committed with fupan restore.
fault-records-lost = { $count ->
    [one] 1 record
   *[other] { $count } records
 } acknowledged on this machine are missing from { $file }: neither the disk nor any commit of a branch, tag or remote has them (git stash, reset and clean take records away). Without them there is no verdict on { $items }. Put them back with fupan restore, or accept the loss with fupan restore --accept-loss.
fault-records-taken-away = Commit { $commit } ({ $by }, { $on }) took { $count ->
    [one] 1 record
   *[other] { $count } records
 } out of { $file }, about { $items }, and they count no longer. Look with git show -m { $commit } -- { $file }; put them back with fupan restore --from-history.
fault-records-not-known = git does not answer, so it is not known whether records are missing, and there is no verdict on any item. The disk or the network drive may be slow: look again in a moment, or see with git status in a shell what git waits for.
fault-leads-elsewhere = This makes git read and write elsewhere than in this repository: { $to }. Nothing is committed or synced before somebody agrees: look with fupan trust.
fault-records-unavailable = Records may be missing, so there is no verdict on any item: git cannot give what the commit that is checked out holds ({ $detail }). In a partial clone fetch everything with git fetch --refetch --no-filter; otherwise look for damage with git fsck.
fault-unknown-status = The strategy has no status “{ $status }”; the mark is kept.
fault-foreign-undo = This takes back somebody else's record, which has no effect.
fault-bad-carry = The change was declared to be of wording only, but “{ $field }” changed too; no mark is carried.
fault-bad-carry-figure = The change was declared to be of wording only, but a figure changed: { $old } → { $new }; no mark is carried.
fault-carry-unproved = The change was declared to be of wording only, but the old or the new wording is in no record; no mark is carried.
fault-published-aged = The verdict published here, “{ $status }”, is out of date: the review has no settled verdict now. Publish again with fupan publish.
fault-published-aged-now = The verdict published here, “{ $status }”, is out of date: the verdict of the review is “{ $now }” now. Publish again with fupan publish.
bad-id-empty = it is empty
bad-id-character = it has “{ $character }”, and only letters, digits and . _ - may stand in one
bad-id-form = it must be written area/name
wanted-text = text
wanted-boolean = true or false
wanted-whole = a whole number
wanted-number = a number
wanted-list = text, or a list of texts
wanted-localized = text, or texts by language
wanted-tables = a list written with [[ ]]
wanted-metric = a table with name, unit, baseline, now, target
wanted-reading = a table with value and year
wanted-year = a year
wanted-character = one character
wanted-fields = a table of fields
wanted-queries = a table of queries, each a text
wanted-field = a table with label, type and covered
wanted-verdict = a table with rule and required

## Faults of the program
panicked = Internal error while { $job }; it was not done. The rest goes on. Please send { $file } with a bug report.
panicked-unkept = Internal error while { $job }; it was not done. The rest goes on. Please report it: { $message }
job-load = reading the plan
job-record = recording
job-recall = reading what was begun last time
job-remember = keeping what is being typed
job-replay = writing what the journal holds
job-restore = putting missing records back
job-taken-away = looking for records that commits took away
job-accept-loss = giving up lost records
job-survey = asking git where the repository stands
job-commit = committing
job-publish = publishing the verdicts
job-sync = syncing
job-resolve = joining the plan files
job-set-up = setting up git
job-load-at = reading an earlier version
job-history = reading the history
job-compare = comparing versions
job-changed-since = finding what changed
job-remember-reviewer = remembering the reviewer
job-trust = examining the repository

## Recording and committing
recorded = Recorded { $file } +{ $count }
recorded-forgotten = The state directory of this machine cannot be written ({ $reason }): fupan goes on with this review file in this run only, the next run begins another one, and what git takes away cannot be noticed. Set XDG_STATE_HOME to a directory that can be written.
reason-link = it is reached through a link, which leads to { $to }
recorded-in-journal = The plan directory cannot be written ({ $reason }); it is kept in this machine's journal and can be added at the next start.
not-recorded = NOT recorded: { $path } cannot be written ({ $reason }). Look at its permissions and at the space on the disk, then try again.
not-replayed = The records of the journal cannot be written to { $path } yet ({ $reason }) and are still in the journal. Look at its permissions and at the space on the disk, then try again.
committed = { $count ->
    [one] Committed { $id } on { $branch } with one record.
   *[other] Committed { $id } on { $branch } with { $count } records.
 }
committed-index-stale = Committed { $id } on { $branch } with { $count } records. But another program holds git's index, which is not up to date: do not use git commit before running fupan commit once more.
restored = { $count ->
    [0] No records are missing that could be put back.
    [one] 1 record was put back.
   *[other] { $count } records were put back.
 }
loss-accepted = { $count ->
    [0] No acknowledged records are lost.
    [one] 1 record is given up as lost.
   *[other] { $count } records are given up as lost.
 }
committed-failed-after = git failed after that: the commit is there, and need not be made again.
commit-nothing = There is nothing to commit.
commit-ignored = .gitignore covers the review files. Take the rule out, or add them with git add -f.
commit-detached = No branch is checked out. Go back to a branch with git switch.
commit-in-progress = A git { $what } is in progress. Finish or abandon it first.
commit-no-identity = git does not know who you are. Run git config user.name and git config user.email.
commit-busy = Another program keeps committing to this branch. Try again in a moment.
commit-is-link = { $file } is a link, which git does not read and which may lead anywhere. Put what it leads to in its place.
commit-deleted-by-hand = The record file { $file } is gone. Bring it back with git restore: records are only ever added.
commit-edited-by-hand = Committed lines of { $file } were changed or removed. Look with git diff and restore them: records are only ever added.
commit-not-checked-out = A sparse checkout leaves the record file { $file } out, so not all records are here. Add it with git sparse-checkout add, or run git sparse-checkout disable.
commit-undecided = { $count ->
    [one] The repository brings something that would run a program or lead git elsewhere, and nobody has decided whether it may. Decide with fupan trust --yes (it may) or fupan trust --without (it never does).
   *[other] The repository brings { $count } things that would run programs or lead git elsewhere, and nobody has decided whether they may. Decide with fupan trust --yes (they may) or fupan trust --without (they never do).
}
commit-hook = The repository's hook { $hook } refused the commit.
commit-not-signed = The configuration asks for signed commits, and signing failed. Make git commit -S work once in a shell.
commit-occupied = The branch has something other than a file at { $file }, so the file cannot be committed there. Look with git ls-tree HEAD.
hook-says = It says: { $detail }
git-says = git says: { $detail }
git-redirected = git would write elsewhere than in this repository: { $what }. If these places are yours, agree with fupan trust --yes; where only .git is named, git config core.worktree with the path of this work tree makes the two belong together.
git-no-repository = The plan is in no git repository. Run git init if you want one.
git-not-found = The program git was not found.
git-too-old = git { $version } is too old; 2.38 or newer is needed.
git-no-work-tree = There is no git work tree here.
git-foreign-owner = The repository belongs to another user, and git will not use it. Ask its owner, or add it to safe.directory with git config.
git-missing-object = git cannot give the object { $object }. In a partial clone fetch everything with git fetch --refetch --no-filter; otherwise look for damage with git fsck.
git-damaged = The repository is damaged: something that git needs in it is missing or unreadable. Look with git fsck.
git-configuration = git does not understand its configuration. Correct it in the file that git names.
git-locked = Another program is at work in the repository, or was killed there and left its lock behind. Try again in a moment; if nothing else is running, remove the lock file that git names.
git-system = git cannot do its work: { $reason }.
git-unwritable = { $path } cannot be written: { $reason }.
git-killed = The system ended git with signal { $signal }.
git-not-answered = git did not answer within { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}. The disk or the network drive may be slow: try again in a moment, or see with git status in a shell what git waits for.
git-too-big = The file that git holds as { $object } has { $megabytes } MB, which is too large to be read (the limit is 8 MB). Make it smaller, or take it out of the plan directory, with git.
git-not-a-file = { $file } is a pipe, a device or far too large, and git would wait for it without end, so git was not asked. Remove it, or put an ordinary file in its place.
git-too-long = git's answer is longer than { $megabytes } MB, more than is read.
git-cancelled = It was stopped, as asked.
git-unreadable = git gave an answer that this version of fupan does not understand.
git-failed = git failed.
undone-commit = Nothing was committed; every record is kept.
undone-sync = The sync did not finish; every record is kept.
undone-exchange = The sync did not finish; every record is kept, and committed here.
undone-merge = Nothing was merged.
undone-publish = Nothing was published, and the plan files are as they were.
undone-version = Other versions of the plan cannot be read.
undone-survey = How much is committed is not known.
undone-taken-away = The history of the review files could not be searched for removed records.
undone-restore = Not all missing records were put back.
undone-trust = Nothing was decided.
undone-setup = git was not set up.
system-no-space = the disk is full
system-quota = your disk quota is used up
system-too-large = the file is, or would become, larger than a limit
system-permission = permission denied
system-read-only = the file system is read-only
system-missing = there is no such file or directory
system-not-a-file = it is not a regular file
system-not-a-directory = there is a file where a directory is needed
system-busy = another program has locked it
system-no-memory = there is not enough memory
system-no-processes = no more processes or threads can be started
system-too-many-files = too many files are open
system-no-watches = no more files can be watched
system-device = the disk, or the connection to it, failed
published = Verdicts in the plan files: { $what }, in { $files ->
    [one] 1 file
   *[other] { $files } files
}.
published-would = Verdicts to be written into the plan files: { $what }, in { $files ->
    [one] 1 file
   *[other] { $files } files
}. Nothing is written yet.
published-set = { $count } published
published-gone = { $count } taken away
published-nothing = There is no verdict to publish or to take away.
published-committed = Committed { $id } to { $branch }.
published-index-stale = Committed { $id } to { $branch }. Another program holds git's index, which is not brought up to date yet: do not use git commit now, and run fupan commit once more when it is free.
published-no-repository = The plan is in no git repository, so nothing was committed.
published-no-git = There is no program git, so nothing was committed.
published-kept = { $count ->
    [one] 1 item was
   *[other] { $count } items were
} left alone; fupan publish --dry-run says why.
published-none = (none)
published-line = { $id }  { $title }: { $old } → { $new }
published-kept-line = left alone  { $id }  { $title }: { $why }
kept-foreign = what stands in review is no status of the plan, so no published verdict
kept-damaged = a part of this item cannot be read
kept-ambiguous = two items have this id
kept-needs-newer = a newer fupan wrote a record here, and this version cannot compute the verdict
kept-records-missing = records are missing here, so there is no verdict
kept-link = the file is a link
kept-unfit = this place cannot be changed alone
not-published-off = This plan does not publish verdicts, so nothing was written. To switch it on, write publish = "ask" (when somebody asks for it) or publish = "meeting" (also at the end of a meeting) in strategy.toml.
not-published-unsure = Nothing was published: strategy.toml or a review file cannot be read whole, so no verdict is certain. See fupan check.
not-published-uncommitted = Nothing was published: { $files } have changes that are not committed and must not get into this commit. Commit or stash them with git, then publish.
not-published-overtaken = Nothing was published: another program has just changed { $file }. Try again.
not-published-not-written = Nothing was published: { $file } cannot be written ({ $reason }). The plan files are as they were.

## Sync
sync-committing = Committing what is recorded…
sync-fetching = Fetching what others did…
sync-merging = Merging…
sync-waiting = Waiting for another program to let go of git’s index…
sync-pushing = Sending…
sync-again = Somebody else was just faster; trying again (attempt { $attempt })…
synced = Synced with { $upstream }. Came in: { $incoming }. Went out: { $outgoing }.
synced-nothing = Synced with { $upstream }; there was nothing new on either side.
arrivals-nothing = nothing
arrivals-records = { $count ->
    [one] one record of { $by }
   *[other] { $count } records of { $by }
}
arrivals-items = { $count ->
    [one] one changed item
   *[other] { $count } changed items
}
arrivals-strategy = changed settings of the strategy
arrivals-renamed = the plan directory is now { $directory }
arrivals-files = { $count ->
    [one] one other file
   *[other] { $count } other files
}
and-more = { $count } more
message-merge = Merge { $upstream }: { $what }
sync-no-upstream = Branch { $branch } follows no remote branch, so nothing was synced; every record is kept and committed here. Run git push -u <remote> { $branch } first.
sync-no-remote = The repository has no remote to sync with; every record is committed here. Add one with git remote add origin <address>, then sync again: branch { $branch } is pushed to it.
remote-unreachable = The connection to { $remote } failed. Check the network and sync again.
remote-no-host = The host of { $remote } cannot be found. Check the network, and the address with git remote -v.
remote-not-listening = Nothing answers at the address of { $remote }. Check with git remote -v whether the address is right, and whether the server runs.
remote-no-repository = There is no repository at the address of { $remote }, or you may not see it. Check the address with git remote -v.
remote-denied = { $remote } denies access. Ask its administrator whether your account may read and write it.
remote-unknown-host = The host of { $remote } is not known, or its key has changed. Check with its administrator, then run git fetch { $remote } once in a shell.
remote-certificate = The certificate of { $remote } is not accepted. Ask its administrator.
remote-no-ssh = The program ssh, which the address of { $remote } needs, cannot be found. Install it, or use an address with https.
remote-no-transport = The address of { $remote } is of a kind that cannot be used here. Set one with https, ssh or file by git remote set-url.
remote-mirror = { $remote } is configured as a mirror, to which git pushes all branches or none. Run git config --unset remote.{ $remote }.mirror.
remote-locked = On { $remote } another program holds the branch, or was killed there and left its lock behind. Sync again in a moment; if that does not help, ask its administrator to remove the lock.
remote-checked-out = On { $remote } the branch is checked out in a work tree, so it takes no pushes. Use a bare repository there, or check out another branch.
remote-not-stored = { $remote } could not store what was sent. Ask its administrator.
remote-rejected = { $remote } refused what was sent.
sync-not-asked = { $remote } wants a password to be typed, or a key to be loaded (ssh-add), before it can be synced with; every record is kept.
sync-not-allowed = { $remote } wants a password or a key. Make git fetch { $remote } work once in a shell, for example with ssh-add.
sync-untrusted = To reach { $remote }, something that came with the repository would run, and the repository is not trusted: { $detail }. See fupan trust.
sync-silent = Nothing was heard of { $remote } for { $seconds } seconds. Check the network and sync again.
sync-rewritten = The history of { $upstream } was rewritten: commits that were fetched before are gone. Nothing was synced and nothing changed. Ask whoever rewrote it, then use git fetch and git merge.
sync-gone = { $upstream } is gone from the other side: somebody removed the branch, or the server is empty or another one. Nothing was sent; every record is kept and committed here. Ask whoever looks after it. To make the branch anew with all that is here, run fupan sync --recreate.
sync-shallow = This clone holds only part of the history, and where both sides come from is not in it, so nothing was synced. Run git fetch --unshallow first.
sync-unrelated = This branch and { $upstream } have no history in common, so nothing was synced. Check the address of the remote.
sync-renamed-twice = The plan directory was renamed to { $ours } here and to { $theirs } on { $upstream }. Nothing was merged and nothing changed. Run git mv { $ours } { $theirs }, commit that, and sync from there.
sync-crosswise = The branches were merged crosswise, so they have more than one common origin, and nothing was synced. Run git merge { $upstream }, then fupan sync.
sync-conflict = Files outside the plan were changed on both sides and git cannot join them: { $files }. Nothing was synced and nothing changed. Run git merge { $upstream }, join the plan with fupan merge --all and the rest by hand, then sync again.
sync-in-the-way = These files have changes that are not committed, and others changed them too: { $files }. Nothing was merged and nothing changed. Commit them (git commit) or put them aside (git stash), then sync again.
sync-leads-out = The others have put these files where no work tree may hold any: { $files }. Nothing was merged and nothing changed. Ask whoever pushed them: a commit like that is not made by accident.
sync-filtered = To write these files, a program that the repository names would have to run, and the repository is not trusted: { $files }. Nothing was merged. Run git merge instead.
sync-clashes = { $count ->
    [one] There is one conflict; nothing is merged until a side is chosen for it.
   *[other] There are { $count } conflicts; nothing is merged until a side is chosen for each.
}
sync-no-such-clash = { $count ->
    [0] There are no conflicts, so { $ids } chooses nothing; nothing was merged. Run it again without --choose.
    [one] No conflict is called { $ids }; nothing was merged. The one there is:
   *[other] No conflict is called { $ids }; nothing was merged. The { $count } there are:
}
sync-locked = Another program holds git's index, so nothing was merged; every record is kept. Sync again in a moment.
sync-busy = Others were faster { $attempts } times in a row; every record is kept and committed here. Sync again in a moment.
sync-cancelled = The sync was cancelled; every record is kept.
notice-clashes-open = { $count ->
    [one] One is not chosen yet.
   *[other] { $count } are not chosen yet.
}
scope-notes = The list of notes
scope-clashes = Choosing between two sides
clashes-heading = { $count ->
    [one] One thing was changed differently on both sides: choose, then it is merged
   *[other] { $count } things were changed differently on both sides: choose, then they are merged
}
clash-title = { $item } · { $what }
clash-base = before
clash-side-ours = ours
clash-side-theirs = theirs
clash-absent = (nothing)
clash-open = open
clash-ours-chosen = take ours
clash-theirs-chosen = take theirs
clash-about-field = Both sides changed the same thing to something else. ({ $file }, { $id })
clash-about-edited-and-removed = One side changed it, the other removed it. ({ $file }, { $id })
clash-about-added = Both sides added different items with one id. ({ $file }, { $id })
clash-about-moved = Both sides moved it, to different places. ({ $file }, { $id })
clash-about-order = Both sides changed the order in different ways. ({ $file }, { $id })
clash-about-same-id = Two different items would have one id. The side that is chosen keeps it. ({ $file }, { $id })
clash-about-old-id = Two items claim one old id, and what was recorded under it can belong to one of them only. ({ $file }, { $id })
clash-about-same-area = Two focus areas would have one id. The side that is chosen keeps it. ({ $file }, { $id })
clash-about-same-file = Two focus areas would be in one file. Both stay: the side that is chosen keeps the file name, the other gets a file of its own. ({ $file }, { $id })
clash-about-nesting = On one side the item holds others, on the other side it is of a kind that cannot. ({ $file }, { $id })
clash-about-file = This file cannot be merged piece by piece: choose one side's whole file. ({ $file }, { $id })
clash-also = Items moved between this file and others, which are chosen with it: { $files }.
clash-kind-edited-and-removed = changed and removed
clash-kind-added = added twice
clash-kind-moved = moved
clash-kind-order = order
clash-kind-same-id = one id for two
clash-kind-old-id = one old id for two
clash-kind-same-area = one area id for two
clash-kind-same-file = one file for two
clash-kind-nesting = what is under it
clash-choose-how = Choose with --choose ID=ours or --choose ID=theirs.
clash-choose-later = The file is left as ours. Choose with fupan merge --all once git has stopped.
clash-part-of-field = { $field } ({ $part })
synced-edited-by-hand = Somebody edited the record file { $files } by hand; all records of both sides are kept.
clash-by = { $name }, { $at }
clash-kind-file = whole file
clash-said-by = { $said } ({ $by })
clash-side-is = { $side }: { $what }
clash-ours-branch = this branch, { $name }
clash-theirs-upstream = { $name }
clash-theirs-merged = the commit being merged, { $name }
clash-ours-onto = the branch being rebased onto, at { $name }
clash-theirs-rebased = your commit being rebased, { $name }
clash-theirs-picked = the commit being picked, { $name }
clash-theirs-reverted = the plan before the commit being reverted, { $name }
clash-ours-file = the file { $name }
clash-theirs-file = the file { $name }
clash-drops-ours = { $count ->
    [one] Taking ours drops one change of theirs: { $changes }.
   *[other] Taking ours drops { $count } changes of theirs: { $changes }.
}
clash-drops-theirs = { $count ->
    [one] Taking theirs drops one change of ours: { $changes }.
   *[other] Taking theirs drops { $count } changes of ours: { $changes }.
}
clash-dropped-name = { $title } ({ $id })
clash-dropped-added = added { $name }
clash-dropped-removed = removed { $name }
clash-dropped-moved = moved { $name }
clash-dropped-edited = changed { $name }: { $fields }
clash-dropped-reordered = reordered what is under { $name }
clash-dropped-rewritten = changed the file { $name }
clash-line = { $id }  { $what }  before: { $base }  ours: { $ours }  theirs: { $theirs }
cli-two-choices = “{ $text }” chooses the other side of a conflict for which a side is chosen already; give one of the two.
cli-bad-choice = “{ $text }” is not a choice; write ID=ours or ID=theirs.
cli-about-trust = Decide whether what the repository brings may run programs or lead git elsewhere
cli-option-yes = Let it: programs run, and git writes where it leads
cli-option-without = Never let it; commit and sync without
cli-option-forget = Ask again next time
cli-trust-ask = May it? y: yes; n: never, go on without; Enter: decide later
trust-nothing = The repository brings nothing that would run or lead elsewhere.
trust-undecided = { $count ->
    [one] The repository brings this, which would run a program or lead git elsewhere when you commit or sync. Nobody has decided whether it may: fupan trust --yes lets it, fupan trust --without goes on without it.
   *[other] The repository brings these { $count }, which would run programs or lead git elsewhere when you commit or sync. Nobody has decided whether they may: fupan trust --yes lets them, fupan trust --without goes on without them.
}
trust-trusted = { $count ->
    [one] You agreed to what the repository brings. You will be asked again when it changes.
   *[other] You agreed to these { $count } that the repository brings. You will be asked again when any of them changes.
}
trust-restricted = { $count ->
    [one] What the repository brings never runs; commit and sync go on without it. You will be asked again when it changes.
   *[other] These { $count } that the repository brings never run; commit and sync go on without them. You will be asked again when any of them changes.
}
trust-restricted-elsewhere = { $count ->
    [one] What the repository brings never takes effect. It leads git elsewhere, so nothing is committed or synced; records are kept on the disk. You will be asked again when it changes.
   *[other] These { $count } that the repository brings never take effect. Some lead git elsewhere, so nothing is committed or synced; records are kept on the disk. You will be asked again when any of them changes.
}
trust-passing = The decision could not be written to the state directory, so it ends with this run.
trust-hook = { $name }  (hook)
trust-setting = { $name }  = { $value }
trust-redirect = { $name }  leads elsewhere: { $to }
trust-heading = { $count ->
    [one] The repository brings something that would run or lead elsewhere
   *[other] The repository brings { $count } things that would run or lead elsewhere
}
trust-explained = Hooks and settings of a repository can run any program under your account, and what leads elsewhere makes git write there. If you know where this repository comes from, let it; otherwise go on without: your records are kept, and where nothing leads elsewhere they are committed and sent all the same.
scope-trust = Deciding what may run
cli-about-sync = Sync with others: commit, fetch, merge, send
cli-option-choose = Which side to take where both changed the same, as CLASH=ours or CLASH=theirs; may be given again
cli-option-recreate = Make the branch anew if it is gone on the other side
cli-value-choice = CLASH=ours|theirs
header-syncing = syncing
notice-sync-cancelling = Cancelling the sync…
notice-syncing = { $step } (press { $key } again to cancel)

## The user's configuration
config-line = line { $line }: { $said }
config-not-toml = this is not TOML ({ $detail }).
config-unknown-key = { $key } is not a known key.
config-unknown-language = there is no interface language “{ $language }”; use zh or en.
config-wrong-type = { $key } must be a key or a list of keys, in quotes.
config-unknown-command = there is no command { $command }.
config-unknown-command-near = there is no command { $command }; was { $near } meant?
config-bad-key = “{ $keys }” is not a key; write it like g, G, ctrl-r, f5 or enter.
config-conflict = “{ $keys }” is given to both { $first } and { $second }.
config-never-sent = A terminal sends { $sent } for { $key }, so “{ $keys }” would never be heard. Choose another key.
config-takes-status-key = “{ $keys }” runs { $command } here, so the status “{ $status }”, to which this plan gives that key, is recorded by its function key only. Bind { $command } to another key.
config-takes-digit = “{ $keys }” cannot be given to { $command }: digits open screens and do nothing else. Choose another key.
config-not-utf8 = The byte { $byte } is not UTF-8; save the file as UTF-8.
config-takes-text = “{ $keys }” is needed for typing and cannot be given to { $command }.

## Commit messages
message-subject = Review: { $parts }
message-area = { $area }: { $counts }
message-count = { $count } { $status }
message-notes = { $count ->
    [one] one note
   *[other] { $count } notes
 }
message-undone = { $count } taken back
message-separator = {"; "}
message-line = - { $by } { $what }: { $about }
message-line-whole = - { $by } { $what }
message-item = { $title } ({ $id })
message-note = note “{ $text }”
message-resolved = { $count } resolved or reopened
message-actions = { $count ->
    [one] one action
   *[other] { $count } actions
 }
message-other = { $count } other
message-adopted = { $count } taken over as a baseline
message-meeting = { $meeting }: { $came_to }
message-meeting-under-way = { $meeting }, under way: { $came_to }
message-meeting-taken-back = Taken back: { $meeting }
message-meeting-nothing-decided = nothing decided
message-heading-agenda = Agenda:
message-heading-outcomes = Outcomes:
message-heading-actions = Actions:
message-heading-parked = Parked:
message-outcome = - { $what }: { $about }
message-action = - { $what }: { $about }
message-action-whole = - { $what }
message-parked = - { $about }
message-parked-because = - { $about }: { $what }
message-publish = Publish verdicts: { $parts }
message-publish-line = - { $what }: { $about }
message-publish-gone = taken away
list-separator = {", "}

## Meetings
meeting-title = Meeting “{ $title }”
meeting-untitled = Meeting
meeting-name = { $title } ({ $day })
meeting-count = { $count } { $status }
meeting-contradicting = contradicting
outcome-votes = { $status } ({ $votes })
decision = meeting { $day }: { $outcome }
decision-stale = meeting { $day }: { $outcome }, wording changed since
meeting-of-a-day = { $day } ({ $meeting })
item-parked = Put off at the meeting of { $day }
item-parked-because = Put off at the meeting of { $day }: { $text }
item-action = To do (meeting { $day }): { $what }
item-action-done = Done (meeting { $day }): { $what }
decision-text = Meeting { $day } decided: { $text }
action-of = { $text } ({ $besides })
action-due = by { $day }
recorded-in-meeting = Recorded as part of { $meeting }.
meeting-begun = { $count ->
    [one] The meeting has begun, with one item on its agenda.
   *[other] The meeting has begun, with { $count } items on its agenda. fupan meeting next goes on to the next.
 }
meeting-written-in = Recorded in { $meeting }. More than one meeting is under way; to record in another one, add --meeting.
meeting-now-on-the-table = On the table: { $title }
meeting-over = The meeting is over. fupan minutes writes its minutes.
meeting-taken-back = The whole meeting is taken back: its { $outcomes } outcomes, { $actions } actions and { $parked } parked items no longer count. fupan meeting redo brings it back.
meeting-words-stay = { $count } marks and notes made in it stay: they are their reviewers' own words.
meeting-brought-back = The whole meeting counts again.
meeting-state-running = under way
meeting-state-paused = paused
meeting-state-ended = ended
meeting-present = Present
meeting-chair = Chair
meeting-place = Place
meeting-time-used = Time used
meeting-minutes-used = { $used } min
meeting-minutes-of = { $used }/{ $planned } min
meeting-on-now = on the table
meeting-discussed = discussed, not decided
meeting-was-parked = parked
label-separator = {": "}
label-line = { $label }: { $said }
sentence-separator = {" "}
action-open = open
action-overdue = overdue
action-done = done
actions-none = There are no open actions.
minutes-title = Minutes: { $title }
minutes-untitled = Minutes of a meeting
minutes-not-ended = The meeting has not ended; this is what was recorded so far.
minutes-time = Time
minutes-time-from = begun { $from } ({ $zone })
minutes-time-until = { $minutes ->
    [one] { $from } to { $until } ({ $zone }), one minute in all
   *[other] { $from } to { $until } ({ $zone }), { $minutes } minutes in all
 }
minutes-recorder = Recorded by
minutes-came-to = Result
minutes-agenda = Agenda
minutes-decided = Decided
minutes-parked = Put off
minutes-discussed = Discussed without a decision
minutes-not-reached = Not reached
minutes-actions = Actions
minutes-besides = { $title } (not on the agenda)
minutes-not-in-plan = The plan no longer has this item; its id was { $id }.
minutes-contradicting = { $count } outcomes were recorded here that contradict each other; this is to be settled.
minutes-wording = The wording that was decided on:
minutes-wording-lost = No record holds the wording that was decided on.
minutes-wording-changed = The wording has been changed since; the plan has the present one.
minutes-nothing-noted = Discussed, and nothing was decided.
minutes-outcome = Outcome
minutes-outcome-by = Outcome (recorded by { $who })
minutes-yes = { $count } for
minutes-no = { $count } against
minutes-abstain = { $count } abstaining
minutes-decision = Decision
minutes-why-parked = Put off because
minutes-no-reason = no reason given
minutes-marks = Reviews
minutes-mark = { $who } { $status }
minutes-mark-for = { $who } { $status } (recorded by { $by })
minutes-note = Note ({ $who })
minutes-action = Action
minutes-number = No.
minutes-to-do = Action
minutes-owner = Owner
minutes-due = Due
minutes-about = Item
minutes-whole-plan = the whole plan
minutes-written = The minutes were written to { $path }.
cli-meeting-none-yet = There has been no meeting yet. fupan meeting begin begins one.
cli-meeting-none-under-way = No meeting is under way. fupan meeting begin begins one; to add to one that ended, use --meeting.
cli-meeting-under-way = A meeting is under way. End it with fupan meeting end; to begin another one beside it, add --another.
cli-meeting-under-way-titled = The meeting “{ $text }” is under way. End it with fupan meeting end; to begin another one beside it, add --another.
cli-meeting-ended = This meeting has ended. To go on with it, use fupan meeting resume.
cli-meeting-paused = The meeting is paused already. To go on, use fupan meeting resume.
cli-meeting-running = The meeting is under way already.
cli-meeting-unknown = There is no meeting whose id ends in “{ $text }”, or that was held on that day. fupan meeting list lists the meetings.
cli-meeting-several = “{ $text }” is more than one meeting; write the id:
cli-meeting-nothing-found = The agenda would be empty: no item was found. Try another query, such as fupan meeting begin area:ports.
cli-meeting-nothing-waiting = Nothing on the agenda is left. To come back to an item, use fupan meeting item; to end, fupan meeting end.
cli-meeting-decided-already = This meeting has decided on { $text }, which cannot be put off as well. Take the outcome back on the screen of the meeting first.
cli-meeting-begun-by = { $text } began this meeting, and nobody else can take it back or bring it again.
cli-meeting-none-taken-back = No meeting was taken back.
cli-meeting-no-number = “{ $text }” is no number of minutes; write a whole number.
cli-meeting-bad-votes = “{ $text }” is not understood as votes; write 4:1 (for:against) or 4:1:2 (with abstentions).
cli-meeting-bad-day = “{ $text }” is not a date; write 2026-12-01, 12-01 or 7d.
cli-doubt-ask = { $doubts } Record it all the same? [y/N]
cli-doubtful = { $doubts } To record it all the same, add --yes.
cli-option-sure = Record it even where it is doubtful: while the meeting is paused, more votes than people, a day in the past
cli-meeting-nobody = Write who is present, with commas between the names.
cli-unknown-action = There is no action, or more than one, whose id ends in “{ $text }”. fupan actions --all lists the actions with their ids.
cli-action-done-already = This action is done already. To open it again, add --reopen.
cli-action-open-already = This action is open already.
cli-file-there = { $path } is there already and was not changed. To write over it, add --force.
cli-unknown-ending = fupan does not write such a file: { $path }. The minutes can end in { $text }, and with --format json in { $json }.
cli-file-unwritable = { $path } cannot be written: { $reason }
cli-about-meeting = hold a meeting: agenda, outcomes, actions; by itself: the one under way
cli-about-minutes = write the minutes of a meeting (Markdown)
cli-about-actions = list what is to be done
cli-about-meeting-begin = begin a meeting; without a query on what changed since its review or is blocked
cli-about-meeting-show = show how far a meeting is
cli-about-meeting-list = list all meetings
cli-about-meeting-next = put the next item on the table
cli-about-meeting-item = put this item on the table
cli-about-meeting-outcome = record what was decided on an item
cli-about-meeting-action = give somebody something to do
cli-about-meeting-done = say that an action is done, or open it again
cli-about-meeting-park = put an item off
cli-about-meeting-agenda = put these items first on the agenda; the others follow as they did
cli-about-meeting-present = say who is present from now on
cli-about-meeting-pause = pause
cli-about-meeting-resume = go on after a pause, or with a meeting that ended
cli-about-meeting-end = end the meeting, and commit it
cli-about-meeting-undo = take a whole meeting back with all its outcomes; every record is kept
cli-about-meeting-redo = bring a meeting back
cli-value-meeting = MEETING
cli-value-votes = VOTES
cli-value-names = NAMES
cli-value-day = DAY
cli-value-action = ACTION
cli-value-minutes = MINUTES
cli-argument-meeting = the id of a meeting (four characters at its end are enough) or its day; the one under way when left out, else the last
cli-argument-agenda-query = a query as for fupan list; what it finds is the agenda, in plan order
cli-argument-to-do = what is to be done
cli-argument-action = the id of an action, or at least four characters at its end
cli-argument-agenda = the items that come first
cli-argument-names = who is present, with commas between
cli-option-meeting = record it in this meeting, which may have ended; the one under way when left out
cli-option-votes = the votes, as for:against or for:against:abstaining, such as 4:1
cli-option-decision = the decision in words
cli-option-action-item = which item it is about; the whole plan when left out
cli-option-owner = who is to do it, several with commas between
cli-option-due = until when, such as 2026-12-01, 12-01 or 7d
cli-option-why = why it is put off
cli-option-since-last = what changed since the day of the last meeting
cli-option-title = what the meeting is called
cli-option-present = who is present, with commas between
cli-option-place = where it is held
cli-option-chair = who chairs it: the id of a reviewer
cli-option-minutes = planned minutes for each item
cli-option-planned = planned minutes in all
cli-option-another = begin one also while another is under way
cli-option-minutes-output = write them to this file instead of printing them
cli-option-force = write over a file that is there
cli-option-all-actions = list what is done, too

## The screen
too-small = Window too small; nothing is recorded
screen-no-terminal = there is no terminal
screen-failed = The screen could not be opened, or was lost: { $reason }. Every record is kept; without a screen there are fupan status and fupan mark.
loading = Reading the plan…
plan-empty = The plan has no items yet.
stale = changed
stale-above = changed above
more-below = ↓ { $count } more
at-place = { $id }  { $place }
item-path = { $kind } · { $path }
item-damaged = Part of this item cannot be read, so this may not be its whole wording. It can be marked once that is mended.
area-broken = This file is not TOML. Only what could be read is shown, and it can be marked once the file is mended.
areas-are-not-marked = An area itself is not marked, only its goals, tasks and projects.
header-progress = Reviewed
header-reading = Reading… { $count } items so far
header-meeting = In meeting
header-meeting-paused = Meeting paused
header-past = the plan of { $day } ({ $id }), to look at only
header-git-silent = git does not answer
header-no-git = no git
header-detached = on no branch
header-unkept = { $count } NOT recorded
header-journal = { $count } in the journal
header-records-missing = records missing: { $key }
header-uncommitted = { $count } not committed
header-nobody = no reviewer yet
header-on-behalf = recording for { $who }
field-progress = Progress
field-owner = Owner
field-with = With
field-start = Start
field-due = Due
field-metric = Metric
field-source = Source
field-related = Related
field-verdict = Verdict
verdict-open = open
verdict-split = split
verdict-records-missing = records missing
verdict-damaged = damaged
verdict-needs-newer = a record here needs a newer fupan
baseline-agreed = agreed by { $until }
baseline-agreed-as = agreed by { $until } as “{ $status }”
baseline = Baseline: { $agreed } (recorded by { $who })
baseline-changed = Changed since the baseline: { $agreed } (recorded by { $who })
baseline-decision = By decision: { $text }
metric-value = { $value } { $unit }
metric-in-year = { $value } ({ $year })
metric-baseline = baseline { $value }
metric-now = now { $value }
metric-target = target { $value }
summary-count = { $count } { $status }
summary-named = { $count } { $status } ({ $who })
summary-missing = { $count } not yet
summary-carried = { $count } of them carried
summary-concurrent = { $count } contradicting
summary-stale = { $count } changed
summary-suspect = { $count } changed above
contradicting-marks = Marks of { $who } on this item contradict each other, and none counts: press the one that holds.
changed-since-they-marked = Changed since { $who } marked it: { $again } record “{ $status }” again for { $who }, or press another status
suspect-since-they-marked = What is above it changed since { $who } marked it: { $again } record “{ $status }” again for { $who }, or press another status
suspect-since-marked = What is above it changed since you marked it: { $again } still “{ $status }”, { $withdraw } withdraw, or press another status
source-since-they-marked = The source it cites changed since { $who } marked it: { $again } record “{ $status }” again for { $who }, or press another status
source-since-marked = The source it cites changed since you marked it: { $again } still “{ $status }”, { $withdraw } withdraw, or press another status
changed-since-marked = Changed since you marked it: { $again } still “{ $status }”, { $withdraw } withdraw, or press another status
mark-recorded-by = recorded by { $who }, not confirmed
mark-confirmed = recorded by { $who }, confirmed
recorded-for-me = { $who } recorded “{ $status }” for you: { $again } confirm, { $withdraw } refuse, or press another status
mark-bulk = recorded at once with { $count } more
mark-bulk-unseen = recorded at once with { $count } more, not seen on a screen
mark-carried = carried by { $who }: only words changed
carry-waits = { $who } declared that only words changed; waits for: { $roles }
carry-waits-refused = { $who } declared that only words changed; waits for: { $roles }; refused by { $by }
carry-refused = { $who } declared that only words changed; refused by { $by }
carry-text = { $who } declared that only words changed: { $text }
carry-confirmed-text = { $who } confirmed that only words changed: { $text }
carry-refused-text = { $who } refused that only words changed: { $text }
mark-confirmed-text = { $who } confirmed what somebody else recorded: { $text }
mark-refused-text = { $who } refused what somebody else recorded: { $text }
carry-beyond = { $who } declared that only words changed, which does not hold: { $why }
carry-lost = { $who } declared that only words changed, which nothing proves: the old wording is in no record
carry-unlisted = { $who } declared that only words changed, and is not listed as a reviewer
carry-to-confirm = { $who } declared that only words changed: { $again } confirm, { $withdraw } refuse
carried-since-marked = { $who } says that only words changed since you marked it: { $again } still “{ $status }”, { $withdraw } refuse
beyond-field = “{ $field }” changed too
beyond-figure = the figure { $old } became { $new }
beyond-figure-new = the figure { $new } was added
beyond-figure-gone = the figure { $old } is gone
cannot-carry-beyond = More than words changed here: { $why }. It wants to be reviewed again.
cannot-carry-declared = { $who } has declared that already; it waits for: { $roles }.
cannot-carry-refused = { $who } refused that only words changed; it wants to be reviewed again.
wording-lost = The wording that was marked is in no record, so it cannot be shown beside the present one.
mark-owes-reason = reason owed
mark-stale = wording changed since
mark-source-changed = the source changed since: { $clauses }
mark-suspect = the wording of “{ $title }” above it is not what it was marked under
mark-concurrent = beside another mark of the same reviewer: neither counts
notes-heading = Open notes: { $open } of { $all }
notes-heading-all = Notes: { $all }, open: { $open }
notes-none = There are no open notes.
notes-resolved = resolved
note-wording-changed = wording changed
notes = Notes
note-missing = Missing: { $said }
note-quoting = “{ $words }” { $said }
note-quote-gone = quoted words gone
note-recorded-by = recorded by { $who }
note-answer-name = answer
note-name = note
clause-digest = Digest, not the original
clause-original = Original
search-prompt = Search
search-hint = Titles, ids, owners, texts, notes and clauses; Chinese also by pinyin, as zgyh. Put spaces between words. Fields narrow it down: status:, area:, owner:, due<2025 and more, which are offered as you type.
search-nothing = Nothing found.
search-count = { $count } / { $all }
search-count-so-far = { $count }… / { $all }
search-going-on = Still looking…
filter-prompt = Filter
filter-shown = Only “{ $query }”: { $count } items. Press esc to show all.
find-prompt = Find in item
selected-items = { $count ->
    [one] One item
   *[other] { $count } items
 } selected: a status key marks them together, esc selects none.
selected-unseen = not shown in full
selected-already = { $count ->
    [one] This one has the mark already and gets no other:
   *[other] These { $count } have the mark already and get no other:
}
question-mark-selected = { $count ->
    [0] All selected items are marked “{ $status }” already.
    [one] Mark one item as “{ $status }”?
   *[other] Mark these { $count } items as “{ $status }”?
}
question-carry = Declare that only words changed? { $count ->
    [one] One mark holds
   *[other] { $count } marks hold
} on the new wording.
question-carry-roles = Declare that only words changed? { $count ->
    [one] One mark holds
   *[other] { $count } marks hold
} on the new wording once it is confirmed by: { $roles }.
answer-carry = declare
answer-mark = mark them
answer-do-not = not now
filter-nothing = No item matches the filter “{ $query }”. Press esc to clear it.
notice-filter-done = All that the filter shows is reviewed. Press esc to show all.
links-prompt = Related items
palette-prompt = Command
reviewer-prompt = Reviewer
reviewer-hint = Type your short name and press Enter: that makes you a reviewer, and your marks are recorded under it.
reviewer-hint-listed = Choose in whose name to review. Who is not here is added as [[reviewer]] in strategy.toml first.
behalf-prompt = Record for
behalf-hint = Choose for whom marks and notes are recorded from now on; for nobody else, choose yourself.
reviewer-new = new reviewer
note-prompt-answer = Answer ({ $title }):
note-prompt = Note on { $title }:
note-prompt-quote = “{ $words }”
note-prompt-missing = Missing · { $prompt }
note-prompt-reason = Reason, { $title }:
mark-as = Mark as “{ $status }”
question-commit = { $count ->
    [one] One record is not committed. Commit it before leaving?
   *[other] { $count } records are not committed. Commit them before leaving?
 }
question-unkept = { $count } not recorded anywhere; leaving loses them. Leave all the same?
question-at-terminal = Put the screen away, type the password in the terminal and try again?
answer-at-terminal = type it
question-recreate = { $upstream } is gone from the other side: somebody removed the branch, or the server is empty or another one. Nothing was sent. Make the branch anew there, with all that is here?
answer-recreate = make it anew
question-uncommitted = Leave all the same?
question-meeting-open = { $meeting } has not ended; you can go on with it the next time you start.
question-replay = { $count ->
    [one] One record from last time is still in this machine's journal. Add it to the plan now?
   *[other] { $count } records from last time are still in this machine's journal. Add them to the plan now?
 }
answer-commit = commit
answer-leave-only = just leave
answer-leave = leave
answer-stay = stay
answer-finish-note = finish it
question-drafts = { $count ->
    [one] One line is not finished. It is kept, and you can go on with it next time.
   *[other] { $count } lines are not finished. They are kept, and you can go on with them next time.
 } Leave now?
question-drafts-lost = { $count ->
    [one] One line is not finished and cannot be kept: it is lost if you leave.
   *[other] { $count } lines are not finished and cannot be kept: they are lost if you leave.
 } Leave all the same?
question-take-up = Not finished last time: { $line } “{ $text }”.
question-take-up-for = It is on behalf of { $who }.
question-take-up-more = { $more ->
    [one] One more line is not finished.
   *[other] { $more } more lines are not finished.
 }
question-take-up-end = Go on with it now?
question-take-up-elsewhere = It is still open in another window. Go on with it here?
notice-lines-not-kept = What you type cannot be kept in { $path } ({ $reason }): it is lost if the program is interrupted. Press Enter soon to record it.
notice-session-damaged = The file { $path } is damaged, so lines begun last time cannot be read. It was moved to the directory unfinished beside it, and the review is not affected.
answer-replay = add
answer-meant = yes, that one
answer-not-meant = no, as typed
answer-later = later
notice-problems = The plan has { $count ->
    [one] one problem
   *[other] { $count } problems
 }; press { $key } to see
notice-meeting-open = { $meeting } has not ended: { $counts }. Press { $key } to go on with it.
meeting-elsewhere-at = Under discussion: { $title }, { $number }/{ $count }; { $key } goes back to the meeting
meeting-elsewhere = Meeting under way; { $key } goes back to it
meeting-elsewhere-paused = Meeting paused; { $key } goes back to it
undo-and = {" and "}
undo-mark = “{ $status }”
undo-reason = its reason “{ $text }”
undo-note = the note “{ $text }”
undo-action = the action “{ $text }”
undo-outcome = the outcome “{ $status }”
undo-votes = the votes { $votes }
undo-votes-none = the removal of the votes
undo-decision = the decision “{ $text }”
undo-decision-none = the removal of the decision
notice-undone = Undone: { $what } on { $title }. { $file }
notice-redone = Redone: { $what } on { $title }. { $file }
notice-nobody-records = Nobody has said who is reviewing, so nothing was recorded.
notice-files-unfollowed = Changes of the plan files cannot be watched ({ $reason }): the files are looked at when a key is pressed, and { $key } reads them at once.
notice-files-followed = Changes of the plan files are watched again.
files-unfollowed = Files are not watched, only looked at with a key
notice-replayed = { $count ->
    [one] One record was added to the plan.
   *[other] { $count } records were added to the plan.
 }
notice-committing = Committing… (press { $key } to stop)
record-waits = Another program keeps the record file locked; waiting two seconds, then a new file is begun.
notice-stopping = Stopping…
notice-leaving-others = Waiting for the other side to answer before leaving; that is given up after { $seconds } silent seconds. Press { $key } again to leave now, any other key to stay.
notice-leaving = Waiting for this before leaving: { $jobs }. Press { $key } again to stop it and leave now, any other key to stay.
notice-publishing = Publishing the verdicts…
notice-unbound = { $key } does nothing here; press { $help } for help.
notice-keys-dropped = { $count ->
    [one] Ignored one key that was pressed before the text was on the screen.
   *[other] Ignored { $count } keys that were pressed before the text was on the screen.
}
notice-more-to-read = Not all read yet: scrolled on.
notice-just-shown = Now on the screen; press the key again.
notice-paste-too-long = The pasted text has { $size } KiB, and { $limit } KiB is the most that is taken at once. Nothing was pasted.
notice-held-key = A key that is held down counts once.
notice-undo-reaches = Press again to undo { $what } of { $day } on { $title }
notice-area-done = All of “{ $area }” is reviewed.
notice-all-done = The whole plan is reviewed. Well done!
notice-nothing-unreviewed = Nothing is left to review.
notice-wrapped = Passed the end; going on from the start.
notice-reloaded = The plan files changed and were read again; { $count } problems.
notice-recording-for = Recording for { $who } from now on: these are marks of { $who }. { $key } or esc ends it.
notice-recording-for-oneself = No longer recording for anybody else: what is recorded now is your own.
notice-now-reviewing = Now reviewing as { $who }.
notice-mistakes = { $count ->
    [one] Your configuration has one mistake
   *[other] Your configuration has { $count } mistakes
 }; the rest holds. Press { $key } to see.
mistakes-title = Mistakes in your configuration: { $count }
header-committed = committed
reviewer-malformed = “{ $name }” cannot be a reviewer's short name: use letters, digits, - and _.
reviewer-unportable = “{ $name }” cannot be a reviewer's short name: Windows keeps it for a device, and could not store the files.
reviewer-twin = “{ $name }” differs from the reviewer “{ $known }” in case or Unicode form only, which some systems take for one. Choose another short name.
reviewer-meant = There is no reviewer “{ $typed }”. Do you mean “{ $known }”?
reviewer-not-listed = The plan lists no reviewer “{ $name }”; please choose one it lists.
reason-loading = The plan is still being read.
reason-in-the-past = This is the plan of an earlier commit: it can be looked at, and nothing can be recorded.
reason-arriving = The plan is not whole yet; this can be done once all of it has been read.
reason-not-an-item = An area itself is not marked; choose a goal, task or project.
reason-damaged = Part of this item cannot be read; it can be marked once that is mended.
reason-ambiguous = Two items have this id; neither can be marked until that is settled.
reason-item-gone = This item is no longer in the plan.
reason-no-such-status = The strategy has fewer statuses.
reason-not-marked-by-me = There is no mark on this item to confirm or withdraw.
reason-wording-as-marked = The wording is the one that was marked; there is nothing to confirm again.
reason-nothing-to-carry = No mark here is on an older wording.
reason-changed-meanwhile = The item has just changed again; look at it once more.
reason-says-several-things = Marks of one reviewer on this item contradict each other. Press the key of a status to say which one holds.
reason-nobody-listed = The plan lists no reviewers for whom to record; list them as [[reviewer]] in strategy.toml.
reason-not-recorded-by-me = You did not record this mark, so you cannot withdraw it.
reason-window-too-small = Nothing recorded: the window is too small to show the whole text.
reason-nothing-to-quote = What is to be quoted does not stand in the wording of this item.
reason-no-drafts = No line was begun and left.
reason-not-a-note = What is being typed is not a note.
reason-nothing-to-undo = There is nothing to take back.
reason-nothing-to-redo = There is nothing to bring back.
reason-no-clause = No source clause is cited here.
reason-no-links = This item is related to no other.
reason-nowhere-back = There is nowhere to go back to.
reason-nothing-below = There is nothing below.
reason-committing = A commit is under way.
reason-nothing-to-stop = Nothing is under way that could be stopped.
reason-nothing-missing = No records are missing that this could be about.
reason-publishing-off = This plan does not publish verdicts: see publish in strategy.toml.
reason-no-notes = There are no notes.
reason-no-problems = The plan has no problems.
problems-title = Problems of the plan: { $count }
help-title = Help
help-signs = Signs
sign-stale = the wording changed since the mark
sign-suspect = not changed itself, but something above it changed since the mark
sign-contradicting = marks of one reviewer contradict each other
sign-adopted = baseline: agreed before, and marked by nobody here
sign-split = split: reviewers, or meetings, disagree
sign-pending = not recorded yet
sign-damaged = cannot be read, so cannot be marked
sign-newer = has a record that needs a newer fupan
sign-selected = selected together with others
sign-folded = folded
help-cannot = { $name } (not now: { $reason })
scope-outline = Outline
scope-everywhere = Everywhere
scope-picker = Lists and search
scope-line = Typing a note
scope-question = Answering a question
scope-page = Reading a page

## Queries
query-unknown-field = “{ $name }:” asks for nothing this program knows. Put it in quotes to look for it as text.
query-unknown-field-near = “{ $name }:” asks for nothing this program knows. Was { $near }: meant?
query-no-value = { $field }: wants a value after it.
query-unknown-value = { $field }: nothing here is called “{ $value }”.
query-unknown-value-known = { $field }: nothing here is called “{ $value }”. It can be: { $known }.
query-unknown-value-near = { $field }: nothing here is called “{ $value }”. Was { $near } meant?
query-bad-day = { $field }: “{ $value }” is not a day; write it like 2025, 2025-06, 2025-06-30 or past.
query-not-a-day = { $field } is not a day and cannot be compared with < or >; write { $field }: instead.
query-nobody-is-me = Nobody has said who is reviewing, so me means nobody yet.
query-too-long = This is too long to look for.
query-in-itself = The saved query “{ $name }” asks for itself.
query-in-saved = In the saved query “{ $name }”: { $said }
query-not-compared = Comparing with { $value } …
query-no-version = No commit, tag, branch or day is called “{ $value }”.
query-no-version-near = No commit, tag, branch or day is called “{ $value }”. Is “{ $nearest }” meant?
query-before-first = { $value } is before the first commit.
query-cut = This clone holds only part of the history, and no commit as old as { $value }. Run git fetch --unshallow first.
query-no-history = There is no git history here to say what changed.
query-field-status = what somebody marked it as
query-field-verdict = what the marks, or a meeting, come to
query-field-stale = what is to be looked at again, and why
query-field-changed = changed within so many days, or since a commit, tag or day
query-field-by = who marked it
query-field-todo = who has yet to look at it
query-field-kind = goal, task or project
query-field-area = focus area
query-field-owner = who answers for it
query-field-progress = how far the work is
query-field-due = when it is due, also due<2025
query-field-start = when it begins
query-field-has = what it has at all
query-field-seed = the clause it cites
query-field-query = a query the plan saved
query-reason = a reason is owed
query-me = myself
query-none = none
query-adopted = baseline, nobody's mark
query-missing = What is missing
query-changed = the wording changed
query-unchanged = the wording did not change

## Commands
command-down = Next row
command-up = Previous row
command-page-down = Next page
command-page-up = Previous page
command-first = First row
command-last = Last row
command-fold = Fold, or go up one level
command-unfold = Unfold, or go down one level
command-fold-all = Fold all
command-unfold-all = Unfold all
command-next-unreviewed = Next item not reviewed, or changed since
command-prev-unreviewed = Previous item not reviewed, or changed since
command-next-area = Next area
command-prev-area = Previous area
command-item-down = Scroll the item down
command-item-up = Scroll the item up
command-toggle = Fold or unfold
command-links = Go to related items
command-back = Go back to before the jump
command-clause = Show or hide the source clause
command-mark-1 = Mark with the first status
command-mark-2 = Mark with the second status
command-mark-3 = Mark with the third status
command-mark-4 = Mark with the fourth status
command-mark-5 = Mark with the fifth status
command-mark-6 = Mark with the sixth status
command-mark-7 = Mark with the seventh status
command-mark-8 = Mark with the eighth status
command-mark-9 = Mark with the ninth status
command-reconfirm = Say the same of the changed wording, or confirm what others recorded or declared
command-withdraw = Withdraw my marks on this item, or refuse what others recorded or declared
command-carry = Declare that only words changed in this item, so that marks hold on
command-note = Write a note
command-undo = Take back the last record
command-redo = Bring back what was taken back
command-search = Search
command-filter = Show only what is found (filter)
command-find-in-item = Find in this item
command-commit = Commit what is recorded
command-sync = Sync with others: commit, fetch, merge, send
command-stop = Stop what takes long
command-restore = Put missing records back
command-accept-loss = Give up lost records
command-take-up = Go on with a line that was begun
command-publish = Publish the verdicts in the plan files
command-trust-run = Trust it and let it run
command-trust-without = Go on without running it
command-trust-down = Scroll down
command-trust-up = Scroll up
command-trust-cancel = Decide later
command-clash-ours = Take ours
command-clash-theirs = Take theirs
command-clash-next = Next
command-clash-prev = Previous
command-clash-done = Sync with what was chosen
command-clash-cancel = Do not merge now
command-notes = All open notes
command-notes-next = Next note
command-notes-prev = Previous note
command-notes-open = Go to the item of the note
command-notes-reply = Answer the note
command-notes-resolve = Resolve the note, or open it again
command-notes-all = List resolved notes too, or no more
command-notes-close = Close the list of notes
command-problems = Show the problems of the plan
command-reviewer = Change the reviewer
command-behalf = Record for another reviewer, or no longer
command-language = Switch between Chinese and English
command-reload = Read and draw everything again
command-palette = All commands
command-help = Help
command-suspend = Back to the shell for a while
command-quit = Quit
command-pick-next = Next line
command-pick-select = Select (or complete a value)
command-pick-filter = Turn into a filter
command-pick-prev = Previous line
command-pick-page-down = Next page
command-pick-page-up = Previous page
command-quote-found = Write a note that quotes what is found
command-pick = Choose
command-pick-nothing = Choose nothing, back to where one was
command-line-done = Done
command-line-missing = Say that something is missing, or no more
command-line-cancel = Leave it, keeping the draft
command-yes = Yes
command-no = No
command-cancel = Never mind
command-scroll-down = One line down
command-scroll-up = One line up
command-scroll-page-down = Next page
command-scroll-page-up = Previous page
command-scroll-first = Beginning
command-scroll-last = End
command-close = Close
short-next-unreviewed = next
short-search = search
short-notes-next = next
short-notes-open = go to item
short-notes-reply = answer
short-notes-resolve = resolve
short-notes-all = resolved too
short-notes-close = close
short-note = note
short-undo = undo
short-clause = source
short-commit = commit
short-sync = sync
short-trust-run = trust, run
short-trust-without = go on without
short-trust-cancel = later
short-clash-ours = ours
short-clash-theirs = theirs
short-clash-next = next
short-clash-done = sync
short-clash-cancel = not now
short-palette = commands
short-help = help
short-quit = quit
short-pick = choose
short-pick-select = select
short-quote-found = quote
short-line-missing = missing
short-pick-filter = filter
short-pick-next = next
short-pick-nothing = back
short-line-done = done
short-line-cancel = later
short-yes = yes
short-no = no
short-cancel = never mind
short-close = close
short-scroll-down = down

## The command line
field-id = Id
field-was = Old ids
field-file = Place
field-text = Text
field-title = Title
field-below = Below it
show-no-clause = {"  "}There is no such clause
check-clean = No problem was found.
check-summary = Errors: { $errors }, warnings: { $warnings }, hints: { $hints }.
status-reviewer = Reviewer
status-total = Total
status-items = items
status-unreviewed = unreviewed
status-adopted = baseline
status-in-review = in review
status-stale = changed
status-above = above
status-contradicting = contradicting
status-split = split
status-settled = settled
status-actions = { $open ->
    [one] 1 action open
   *[other] { $open } actions open
}, { $overdue } overdue
status-meeting = { $meeting } is under way: { $counts }.
status-meeting-paused = { $meeting } is paused: { $counts }.
action-any-time = any time
status-left = Still to be looked at
status-left-first = { $titles } and { $more } more
status-left-all = Everything one of them has yet to look at: fupan list todo:{ $who }
status-nothing-left = No listed reviewer has anything left to look at.
status-day = Day by day
status-days-earlier = { $count ->
    [one] 1 earlier day: fupan status --format json
   *[other] { $count } earlier days: fupan status --format json
}
status-no-day = no day
status-branch = Branch { $branch }
status-all-committed = every record is committed
status-uncommitted = { $count ->
    [one] one record is not committed; commit it with fupan commit
   *[other] { $count } records are not committed; commit them with fupan commit
 }
status-no-repository = The plan is in no git repository.
status-no-git = The program git was not found.
status-problems = { $count ->
    [one] The plan has one problem; see it with fupan check.
   *[other] The plan has { $count } problems; see them with fupan check.
 }
cli-about = Reviews a strategy plan item by item in the terminal; the records are kept with the plan, under git.
cli-about-list = List items
cli-about-show = Show everything about one item, and how it was reviewed
cli-about-mark = Mark one or several items with a status
cli-about-notes = List the open notes, or those on the items that a query finds
cli-about-resolve = Resolve a note, or open it again
cli-option-reply = Answer this note: its id, or at least the last four characters of it
cli-option-all-notes = List those that are resolved too
cli-option-reopen = Open it again instead
cli-argument-note = The id of a note, or at least the last four characters of it
cli-argument-came-of-it = What came of it
cli-value-words = WORDS
cli-value-note = NOTE
cli-about-confirm = Confirm marks that somebody recorded for you, or that only words changed
cli-about-refuse = Refuse marks that somebody recorded for you, or that only words changed
cli-about-carry = Declare that only words of title or text changed, and no figure, so that marks hold on
cli-about-adopt = Take over what was agreed before the review began, without a mark of anybody
cli-option-missing = It says what is missing under the item
cli-option-quote = The words of the item it is about, as they stand there now
cli-option-for = Whose mark or note it is, where you record it for somebody else, who can confirm or refuse a mark
cli-option-unseen = Record several items at once; the record says that they were not seen on a screen
cli-about-note = Write a note on an item
cli-about-status = How far the review is, by area and reviewer, and what is not committed
cli-about-check = Check plan and records, and point at every problem
cli-about-commit = Commit what was recorded with git
cli-about-restore = Put back records that git or another program took away
cli-about-publish = Write the settled verdicts into the plan files, for whoever reads those
cli-about-help = Show how to use it
cli-usage = fupan [DIRECTORY]    open the review screen
  {"      "}fupan <COMMAND>      do one thing
cli-heading-usage = Usage:
cli-heading-verbs = Commands
cli-heading-arguments = Arguments
cli-heading-options = Options
cli-usage-verb = [COMMAND]
cli-usage-options = [OPTIONS]
cli-value-directory = DIRECTORY
cli-value-reviewer = REVIEWER
cli-value-query = QUERY
cli-value-item = ITEM
cli-value-items = ITEM
cli-value-status = STATUS
cli-value-text = TEXT
cli-value-verb = COMMAND
cli-argument-directory = The plan directory; by default ./plans, or the nearest one upwards
cli-argument-query = Words that must all occur in title, id, owner or text; without them, everything
cli-argument-adopt = Items, or words of a query as for list; without them, everything nobody has marked yet
cli-argument-item = An id such as ports/zhe-gan-canal, or its second half where that is unique
cli-argument-items = One or several ids
cli-argument-status = A status by its id or name, for example approved or 通过
cli-argument-text = What the note says
cli-argument-verb = The command to explain
cli-option-plans = The plan directory
cli-option-as = In whose name to review; or set FUPAN_AS
cli-option-lang = Language of the interface; or set FUPAN_LANG
cli-option-format = Text, or JSON for scripts
cli-option-help = Show how to use it
cli-option-version = Show the version
cli-option-note = Say why; becomes a note on the mark
cli-option-answer-note = Say why
cli-option-carry-note = Say what was changed
cli-option-until = The day by which it was agreed, for example 2020-11-30
cli-option-adopt-text = The decision by which it was agreed
cli-option-adopt-status = What was agreed, where it is not the approving status
cli-dumb-terminal = The screen needs a terminal that can move its cursor, and TERM says that this one cannot. See fupan help for what can be done without the screen.
cli-mistakes = The configuration fupan/config.toml has mistakes; the rest of it holds:
  {"  "}{ $mistakes }
cli-see-help = See fupan --help.
cli-too-many-words = “{ $argument }” is too much; put text with spaces between quotes.
cli-unknown-option = There is no option { $argument }.
cli-unknown-option-near = There is no option { $argument }. Was { $near } meant?
cli-bad-value = { $argument } cannot be “{ $value }”; it can be: { $allowed }.
cli-no-value = Something is missing after { $argument }.
cli-missing = Still missing: { $argument }.
cli-conflict = { $argument } and { $other } cannot be given together.
cli-twice = { $argument } can be given only once.
cli-not-utf8 = The arguments have characters that are not UTF-8.
cli-not-understood = These arguments cannot be understood.
cli-no-verb = “{ $word }” is neither a command nor a directory.
cli-no-verb-near = “{ $word }” is neither a command nor a directory. Was { $near } meant?
cli-no-plan = There is no plan here or above. Go to where the plan is, or name its directory with --plans.
cli-no-plan-in = There is no plan in { $path }.
cli-no-directory = There is no directory { $path }.
cli-unprinted = This is done, but it cannot be printed ({ $reason }), so do not do it again:
cli-output-failed = The answer cannot be printed: { $reason }.
cli-nobody-reads = nobody reads the output
cli-nothing-recorded = Nothing was recorded.
cli-an-area = { $id } is a focus area, not an item; see its items with fupan list { $id }.
cli-unknown-item = There is no item { $id }; look for it with fupan list.
cli-unknown-item-near = There is no item { $id }; the nearest are:
cli-several-items = More than one item is called { $id }; please write the whole id:
cli-ambiguous-item = The id { $id } stands in the plan twice; until that is settled it cannot be marked:
cli-damaged-item = Part of { $id } ({ $place }) cannot be read; until that is mended it cannot be marked. See fupan check.
cli-unknown-status = There is no status “{ $status }”; there are:
cli-unknown-note = There is no note, or more than one, whose id ends in “{ $id }”. fupan notes --all lists the notes with their ids.
cli-resolved-already = This note is resolved already. To open it again, add --reopen.
cli-open-already = This note is open already.
cli-nothing-for-me = Nobody recorded or declared anything on { $id } that you could answer.
cli-cannot-carry = { $id }: { $why }
cli-carry-waits = Marks hold on the new wording once this is confirmed by: { $roles }.
cli-adopt-ask = { $count ->
    [one] One item becomes
   *[other] { $count } items become
} a baseline: agreed by { $until }, and read by nobody here. Record that? [y/N]
cli-adopted = { $count ->
    [one] One item is
   *[other] { $count } items are
} a baseline now: agreed by { $until }. Nobody counts as having read them.
cli-nothing-to-adopt = Nothing was found here that nobody has marked and that is not a baseline already.
cli-bad-day = “{ $text }” is no day; write it like 2020-11-30.
cli-bad-clock = FUPAN_NOW must be a time like 2026-11-23T10:05:00+08:00, not “{ $value }”.
cli-not-seen = These { $count } items were not on a screen. To record them at once all the same, add --unseen, and the record will say so; or open fupan and mark them one by one.
cli-not-there = “{ $words }” does not stand in the item, which says:
cli-empty-note = The note is empty.
cli-nobody = It is not known in whose name to record; please say so with --as, for example --as jia.
cli-nobody-candidates = It is not known in whose name to record; please say so with --as, for example:
cli-not-listed = “{ $named }” is not among the plan's reviewers, who are:
cli-looks-like = There is no reviewer “{ $named }”, but there is “{ $known }”. If that is who is meant, write the name exactly so; somebody new with a name so alike is listed in strategy.toml first.
cli-record-as = Record as { $who }? [y/N]
cli-yes-no = { $question } [y/N]
cli-areas-broken = { $areas } cannot be read whole; what could not be read is left out. See fupan check.
cli-records-not-known = git has not answered, so it is not known whether records are missing.
cli-records-missing = Records are missing, so some items, or all, have no verdict. fupan check says which, and how to put them back.
cli-journal = { $count ->
    [one] One record could not be written to the plan directory and is in this machine's journal. Once the directory can be written, run fupan commit to add it.
   *[other] { $count } records could not be written to the plan directory and are in this machine's journal. Once the directory can be written, run fupan commit to add them.
 }
cli-journal-now = Once the directory can be written, run fupan commit to add it.

## Changes
field-kind = Kind
field-unit = Unit
field-baseline = Baseline
field-target = Target
field-now = Now
yes = yes
no = no
clause-separator = {", "}
difference-months-later = { $count ->
    [one] 1 month later
   *[other] { $count } months later
}
difference-months-earlier = { $count ->
    [one] 1 month earlier
   *[other] { $count } months earlier
}
difference-days-later = { $count ->
    [one] 1 day later
   *[other] { $count } days later
}
difference-days-earlier = { $count ->
    [one] 1 day earlier
   *[other] { $count } days earlier
}
difference-years-later = { $count ->
    [one] 1 year later
   *[other] { $count } years later
}
difference-years-earlier = { $count ->
    [one] 1 year earlier
   *[other] { $count } years earlier
}
difference-more = { $size } { $unit } more
difference-less = { $size } { $unit } less
difference-point-more = { $size } percentage point more
difference-points-more = { $size } percentage points more
difference-point-less = { $size } percentage point less
difference-points-less = { $size } percentage points less
difference-first-leads = { $new } leads now, not { $old }
difference-first-approves = the approving status is { $new } now, not { $old }
difference-first-language = the first language is { $new } now, not { $old }
difference-added = added { $texts }
difference-removed = removed { $texts }
difference-order = only in another order
moved-order = stands elsewhere among its neighbours
moved-parent = moved under “{ $parent }”
moved-top = moved to the top level of the focus area “{ $area }”
moved-area = moved to the focus area “{ $area }”
moved-area-parent = moved to the focus area “{ $area }”, under “{ $parent }”
strategy-languages = languages
strategy-covers = fields a mark covers
strategy-cite = whether a source is required
strategy-commit = when to commit
strategy-publish = when verdicts are published
strategy-suspect = what makes marks suspect
strategy-rule = rule of the verdict
strategy-required = roles that must approve
strategy-computed = whether verdicts can be computed
strategy-statuses = statuses
strategy-reviewer = reviewer { $name }
strategy-status = status { $name }
strategy-field = field { $name }
strategy-query = saved query { $name }
facet-name = name
facet-email = email
facet-role = role
facet-from = from
facet-until = until
facet-key = key
facet-symbol = symbol
facet-settles = settles
facet-reason = wants a reason
facet-type = type
facet-covered = covered by marks
version-disk = the files on disk
version-index = the staged files
version-revision = { $name } ({ $id }, { $day } { $author })
version-unknown = There is no “{ $text }” here: name a commit, tag or branch, or a day such as 2026-10-01.
version-nearest = {" "}Close to it: { $names }.
version-before-first = This repository holds no commit as old as “{ $text }”.
version-cut = This clone holds only part of the history, and no commit as old as “{ $text }”. Run git fetch --unshallow first.
version-beginning = nothing, before the first commit
changes-between = { $old } → { $new }
changes-nothing = Nothing changed in the plan or in what was recorded.
changes-layout = Only layout, comments or published verdicts changed, nothing that is said: { $files }
changes-strategy = Strategy
changes-facts = Recorded in between
changes-facts-of = { $by } recorded { $count }
changes-facts-lost = { $count } more are only in the old version
changes-facts-altered = { $count } more were altered by hand
changes-clauses = Clauses of the source
changes-cited-by = cited by { $items }
changes-verdicts = Verdicts that changed
deed-note = note: { $text }
deed-resolve = resolved
deed-reopen = opened again
deed-confirm = confirmed what somebody else recorded or declared
deed-refuse = refused what somebody else recorded or declared
deed-carry = declared a change of wording only
deed-with-text = { $deed }: { $text }
deed-adopt = taken over as agreed before
deed-meeting-begin = the meeting began
deed-meeting-end = the meeting ended
deed-meeting-begin-titled = the meeting “{ $title }” began
deed-meeting-agenda = changed the agenda
deed-meeting-present = changed who is present
deed-meeting-item = on the table
deed-meeting-pause = the meeting paused
deed-meeting-resume = the meeting went on
deed-outcome = decided: { $status }
deed-action = to do: { $text }
deed-park = parked in the meeting
deed-undo = taken back
deed-newer = a record of a newer version ({ $kind })
changes-summary = Items: { $counted }
changes-count-added = { $count } added
changes-count-removed = { $count } removed
changes-count-moved = { $count } moved
changes-count-changed = { $count } changed
changes-added = added
changes-removed = removed
changes-renamed = was { $id }
changes-joined = joined to { $id }
changes-ambiguous = its id stands twice; paired in order
changes-damaged = a part of it cannot be read; only the rest was compared
changes-area-file = its file { $old } is now { $new }
changes-area-moved = stands elsewhere among the areas
changes-area-renamed = its id { $old } is now { $new }
changes-area-broken-new = the new file cannot be read whole; { $count } items could not be compared
changes-area-broken-old = the old file cannot be read whole; { $count } items could not be compared
changes-more-kept = ({ $count } characters unchanged)
cli-about-diff = tell what changed in the plan between two versions
cli-about-merge = Join three versions of one file item by item and field by field
cli-about-setup-git = Print the commands that make git show and join plan files with fupan
cli-value-files = BASE OURS THEIRS
cli-argument-files = the file as it was, ours and theirs; as a merge driver also its name in the repository
cli-option-output = write the result to this file instead of printing it
cli-option-look-back = Open the plan as of a commit, tag, branch or day, to look at only
cli-at-with-verb = Use --at by itself to open the screen, or after list or show.
cli-option-all = Join all files of the plan where a merge of git has stopped
cli-option-write = Write it into the configuration of this repository instead of only showing it
cli-option-accept-loss = Give up acknowledged records that are nowhere any more
cli-option-from-history = Put back what commits took out of the review files, too
cli-option-dry-run = Only show what would be written
cli-option-driver = work as git's merge driver: the result replaces ours
setup-written = Written into the git configuration of this repository: { $keys }.
setup-attributes-written = Wrote { $file }; commit it, and have everybody run fupan setup-git --write once in their own repository.
setup-is-link = { $file } is a link, which git does not read, so nothing was written. Replace it with a file.
setup-not-written = { $file } cannot be read or written: { $reason }.
setup-there-already = Git is set up already; nothing had to be changed.
merge-nothing-begun = Git is not in the middle of a merge, rebase, cherry-pick or revert, so there is nothing to merge.
merge-all-done = { $count ->
    [one] Merged { $count } plan file; it is in the work tree and in the index.
   *[other] Merged { $count } plan files; they are in the work tree and in the index.
}
merge-all-nothing = All plan files are merged already; nothing had to be changed.
merge-all-open = These files are not the plan's and are left to merge: { $files }.
merge-all-finish = Finish with git { $command }.
merge-all-kept = What { $file } held is on neither side and was kept: look at it with git cat-file -p { $id }.
merge-clashes = { $count ->
    [one] There is one conflict; nothing was written.
   *[other] There are { $count } conflicts; nothing was written.
}
cli-about-textconv = write a plan file as text that compares well, for git
cli-value-old = OLD
cli-value-new = NEW
cli-value-file = FILE
cli-argument-old = the old version: a commit, tag, branch or day; the last commit when left out
cli-argument-new = the new version; the files on disk when left out
cli-argument-file = a TOML file of the plan directory
cli-option-index = the new version is what is staged
cli-option-errors = list errors only, and end with 1 for nothing else
cli-option-exit-code = exit with 1 when something changed
cli-option-markdown = write Markdown
cli-file-unreadable = { $path } cannot be opened: { $reason }

version-commit = { $id }, { $day } { $author }
version-prompt = Compare with
version-hint = a commit, tag, branch, or a day such as 2026-10-01; nothing: the last commit
changes-heading = Changes
changes-reads-now = As it reads now
changes-waiting = comparing …
changes-since = since { $version }
changes-whole = All in all
notice-change-nowhere = There is no item here to review.
overview-hint = Below each name: how many items were looked at. █ all  ▒ half  ░ less
overview-seen = seen
overview-left = { $count } to look at
overview-all-seen = nothing left
overview-not-asked = out of term
overview-not-listed = not on the list
overview-no-reviewer = Nobody has reviewed yet, and the plan lists no reviewers.
notice-nothing-left = { $who } has nothing left to look at.
notice-leads-nowhere = This line leads nowhere.
scope-overview = Overview
command-overview-screen = Overview: how far the review is
command-overview-next = Next line
command-overview-prev = Previous line
command-overview-page-down = A page down
command-overview-page-up = A page up
command-overview-first = First line
command-overview-last = Last line
command-overview-open = Go to the area, to what somebody has yet to look at, to the item, or to what changed since the day
command-overview-close = Back to the outline
short-overview-open = open
short-overview-next = next
short-overview-close = outline
scope-changes = Changes
command-outline-screen = Outline
command-changes-screen = Changes: what changed in the plan
command-change-next = Next change
command-change-prev = Previous change
command-change-page-down = A page down
command-change-page-up = A page up
command-change-first = First change
command-change-last = Last change
command-change-fold = Fold this area
command-change-unfold = Unfold this area
command-change-open = Go to this item in the outline
command-compare-with = Compare with another version
command-changes-close = Back to the outline
short-change-open = to the item
short-change-next = next
short-compare-with = version
short-changes-close = outline
reason-on-the-outline = This is the outline.

history-nothing = No change was found.
history-cut = The history is cut here: this clone does not hold what is older. git fetch --unshallow fetches it.
history-uncommitted = not committed yet
cli-about-log = tell what became of the plan, an area or an item, commit by commit
cli-value-about = ITEM|AREA
cli-argument-about = the id of an item or a focus area; everything when left out
cli-option-at = as a version has it: a commit, tag, branch or day
cli-value-version = VERSION
history-items = { $count ->
    [one] (1 item)
   *[other] ({ $count } items)
}
blame-cut = older than this clone holds
blame-heading = Where it comes from
cli-option-blame = name for every field the commit that wrote it

history-heading = History
history-waiting = looking …
history-everything = The whole plan
scope-meeting = Meeting
command-meeting-screen = Meeting: go through an agenda item by item
command-meeting-next = Next item without an outcome
command-meeting-prev = The item before on the agenda
command-agenda-down = Look at the next line
command-agenda-up = Look at the previous line
command-agenda-page-down = A page down
command-agenda-page-up = A page up
command-agenda-first = First item
command-agenda-last = Last item
command-agenda-open = Put this item on the table, or begin a meeting with this agenda
command-agenda-earlier = Move this item up
command-agenda-later = Move this item down
command-votes = Record the votes
command-decision = Write down the decision
command-action = Give somebody something to do
command-park = Park this item
command-present = Record who is present
command-meeting-pause = Pause the meeting, or go on with it
command-meeting-end = End the meeting
command-meeting-undo = Take the whole meeting back
command-meeting-close = Back to the outline
command-to-the-meeting = Bring this item before the meeting
short-meeting-next = next
short-agenda-open = put on the table
short-meeting-begin = begin
command-minutes = Read the minutes
short-minutes = minutes
reason-decided-already = This item is decided already; take the outcome back before you park it.
reason-end-of-agenda = This is the first or the last item on the agenda.
reason-no-minutes = There was no meeting yet.
minutes-hint = To a file: fupan minutes --output minutes.md
short-votes = votes
short-decision = decision
short-action = to do
short-park = park
short-meeting-end = end
short-meeting-close = back
reason-no-meeting = No meeting is under way.
reason-in-a-meeting = A meeting is under way already.
reason-nothing-to-discuss = There is nothing to discuss; choose another agenda.
reason-no-outcome = Nothing is decided on this item yet; record an outcome first, with the key of a status.
reason-not-my-meeting = Somebody else began the meeting, and only they can take it back as a whole.
notice-meeting-taken-back = The meeting is taken back; marks and notes stay. To bring it back: fupan meeting redo
notice-agenda-done = The agenda is done; { $key } ends the meeting.
notice-not-a-number = “{ $text }” is no number of minutes; write a whole number, or leave it empty.
notice-not-votes = “{ $text }” cannot be read as votes; write yes:no:abstained, for example 4:1:0.
notice-not-a-day = “{ $text }” is no day; write 2026-12-31, 12-31 or 7d, or leave it empty.
doubt-paused = The meeting is paused.
doubt-more-votes = { $present ->
    [one] { $votes } votes were counted, and one person is present.
   *[other] { $votes } votes were counted, and { $present } people are present.
 }
doubt-past-due = { $day } is in the past.
question-doubtful = { $doubts } Record it all the same?
answer-record = record
answer-do-not-record = do not record
question-end-meeting-commit = End the meeting? What was recorded in it is committed then.
question-end-meeting = End the meeting?
question-end-meeting-open = { $count ->
    [one] One item is
   *[other] { $count } items are
 } neither decided nor parked.
question-accept-loss = { $count ->
    [one] Give up the record as lost? It is forgotten on this machine, and the verdict is made without it.
   *[other] Give up the { $count } records as lost? They are forgotten on this machine, and verdicts are made without them.
 }
answer-accept-loss = give up
question-take-meeting-back = Take the whole meeting back? Its outcomes, actions and parked items count no longer; marks and notes stay.
answer-end-meeting = end it
answer-go-on = go on
answer-take-back = take it back
meeting-counts = { $decided } decided, { $left } left
agenda-counts-parked = { $decided } decided, { $parked } parked, { $left } left
meeting-counts-parked = { $decided } done { $parked } parked { $left } left
meeting-counts-short = { $decided } + { $parked }, { $left } left
meeting-begin-heading = A meeting: about what?
meeting-on-the-table = on the table
meeting-not-on-the-table = not on the table
meeting-paused = paused
meeting-nothing-on-agenda = There is nothing on the agenda.
meeting-item-gone = The plan has no { $id } any more; what the meeting recorded is kept.
meeting-outcome = Outcome
meeting-outcomes-differ = Two outcomes were recorded and differ, so that neither counts; press a status again to settle it.
meeting-action = To do
meeting-parked = Parked
meeting-parked-plain = for another time
agenda-since = Changed since the last meeting ({ $day })
agenda-concerns = Changed under a mark, or objected to
agenda-unmarked = Marked by nobody
agenda-area = Area: { $area }
agenda-saved = Query: { $name }
agenda-typed = A query of your own …
agenda-found = { $count ->
    [one] One item
   *[other] { $count } items
 } for the agenda
clock-item = this item { $minutes } min
clock-item-of = this item { $minutes }/{ $planned } min
clock-whole = meeting { $minutes } min
clock-whole-of = meeting { $minutes }/{ $planned } min
clock-paused = paused
clock-present = { $count } present
saying-query = Query for the agenda:
saying-title = Title of the meeting (may be empty):
saying-present = Present:
saying-minutes = Planned minutes for each item (may be empty):
saying-votes = { $title } yes:no:abstained:
saying-decision = { $title } decision:
saying-action = { $title } what is to be done:
saying-owner = By whom (may be empty):
saying-due = By when (may be empty; 12-31 or 7d):
saying-park = { $title } why it is parked (may be empty):
scope-history = History
command-history-screen = History: what became of the selected item
command-history-next = An earlier change
command-history-prev = A later change
command-history-page-down = A page down
command-history-page-up = A page up
command-history-first = The latest change
command-history-last = The first change
command-history-close = Back to the outline
short-history-next = earlier
short-history-close = outline
history-as-it-was = The item as it was then
