//! Work on many items, on all cores if the feature `parallel` is on.

/// How many items a thread takes at a time: enough to be worth the while, few enough that no thread waits long for the
/// last.
const BATCH: usize = 128;

/// What the function makes of each batch of the items, in the order of the items, however many cores there are.
pub(crate) fn batches<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> R + Sync + Send) -> Vec<R> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        items.par_chunks(BATCH).map(work).collect()
    }
    #[cfg(not(feature = "parallel"))]
    items.chunks(BATCH).map(work).collect()
}

/// What the function makes of each item, in their order: for few items of much work each.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        items.par_iter().map(work).collect()
    }
    #[cfg(not(feature = "parallel"))]
    items.iter().map(work).collect()
}

/// What the two make, at the same time if there are the cores for it.
pub(crate) fn both<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    #[cfg(feature = "parallel")]
    {
        rayon::join(one, other)
    }
    #[cfg(not(feature = "parallel"))]
    (one(), other())
}

/// Does all of the work, in any order.
pub(crate) fn all(tasks: Vec<Box<dyn FnOnce() + Send + '_>>) {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        tasks.into_par_iter().with_max_len(1).for_each(|task| task());
    }
    #[cfg(not(feature = "parallel"))]
    for task in tasks {
        task();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_is_in_the_order_of_what_went_in() {
        let items: Vec<_> = (0..1000).collect();
        assert_eq!(batches(&items, <[i32]>::to_vec).concat(), items);
        assert_eq!(map(&items, |item| *item), items);
        assert!(batches(&[], <[i32]>::to_vec).is_empty());
    }

    #[test]
    fn all_are_done() {
        let (mut one, mut other) = (0, 0);
        all(vec![Box::new(|| one = 1), Box::new(|| other = 2)]);
        assert_eq!((one, other), (1, 2));
    }

    #[test]
    fn both_are_done() {
        assert_eq!(both(|| 1, || 2), (1, 2));
    }
}
