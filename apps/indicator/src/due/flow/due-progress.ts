/** How far the due times and reminders of one dataset, or its deadlines, have been dealt with. */
export type DueProgress = {
  /** Id of the dataset, of its deadlines `<id>@deadlines`. */
  readonly dataset: string;
  /** Everything to be done up to this instant is done. */
  readonly through: number;
  /** Reminders up to this instant are not sent again, even when due times are gone through anew. */
  readonly reminded: number;
  /** With which due rule and tree; when they change, who is missing is looked through again from the beginning. */
  readonly plan: string;
  /** What is being done, and the last unit it was done for. */
  readonly task: string;
  readonly unit: string;
};

/** Who works on a dataset, and until when nobody else may. */
export type DueLease = { readonly owner: string; readonly until: number };

/** Where progress is kept; one process at a time works on a dataset. */
export type DueProgressStore = {
  /** What is stored of these datasets. */
  readonly read: (datasets: readonly string[]) => Promise<readonly DueProgress[]>;
  /** Takes a dataset in hand; undefined = somebody else has it. */
  readonly claim: (dataset: string, lease: DueLease, now: number) => Promise<DueProgress | undefined>;
  /** Writes progress and renews the lease; false = it is in other hands now. */
  readonly save: (progress: DueProgress, lease: DueLease) => Promise<boolean>;
};

/** Nothing has been done yet. */
export const nothingDone = (dataset: string): DueProgress => ({
  dataset,
  through: 0,
  reminded: 0,
  plan: '',
  task: '',
  unit: '',
});
