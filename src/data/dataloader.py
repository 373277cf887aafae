# torch.utils.data.dataloader: DataLoader, batches of samples. One process does everything; num_workers and its relatives are
# accepted. The draws are PyTorch's: one 64-bit number when an iterator is made, the order when it is first used.

import torch
from torch import _C
from torch.utils.data._utils.collate import default_collate, default_convert
from torch.utils.data.dataset import IterableDataset, TensorDataset
from torch.utils.data.sampler import BatchSampler, RandomSampler, SequentialSampler

__all__ = ['DataLoader', 'default_collate', 'get_worker_info']


def get_worker_info():
    'None: there are no worker processes.'
    return None


class _EndlessSampler:
    'Asks an iterable dataset for the next sample, for ever.'

    def __iter__(self):
        while True:
            yield None


_FIXED = ('batch_size', 'batch_sampler', 'sampler', 'drop_last', 'dataset', 'persistent_workers')


class DataLoader:
    'Iterates over a dataset in batches.'

    def __init__(self, dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0,
                 collate_fn=None, pin_memory=False, drop_last=False, timeout=0, worker_init_fn=None,
                 multiprocessing_context=None, generator=None, *, prefetch_factor=None, persistent_workers=False,
                 pin_memory_device='', in_order=True):
        if num_workers < 0:
            raise ValueError('num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.')
        if timeout < 0:
            raise ValueError('timeout option should be non-negative')
        if num_workers == 0 and prefetch_factor is not None:
            raise ValueError('prefetch_factor option could only be specified in multiprocessing.let num_workers > 0 to enable '
                             'multiprocessing, otherwise set prefetch_factor to None.')
        if persistent_workers and num_workers == 0:
            raise ValueError('persistent_workers option needs num_workers > 0')
        iterable = isinstance(dataset, IterableDataset)
        if iterable:
            if shuffle not in (False, None):
                raise ValueError('DataLoader with IterableDataset: expected unspecified shuffle option, but got '
                                 f'shuffle={shuffle}')
            if sampler is not None:
                raise ValueError('DataLoader with IterableDataset: expected unspecified sampler option, but got '
                                 f'sampler={sampler}')
            if batch_sampler is not None:
                raise ValueError('DataLoader with IterableDataset: expected unspecified batch_sampler option, but got '
                                 f'batch_sampler={batch_sampler}')
        else:
            shuffle = bool(shuffle)
        if sampler is not None and shuffle:
            raise ValueError('sampler option is mutually exclusive with shuffle')
        if batch_sampler is not None:
            if batch_size != 1 or shuffle or sampler is not None or drop_last:
                raise ValueError('batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last')
            batch_size = None
            drop_last = False
        elif batch_size is None and drop_last:
            raise ValueError('batch_size=None option disables auto-batching and is mutually exclusive with drop_last')
        if sampler is None:
            if iterable:
                sampler = _EndlessSampler()
            elif shuffle:
                sampler = RandomSampler(dataset, generator=generator)
            else:
                sampler = SequentialSampler(dataset)
        if batch_size is not None and batch_sampler is None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        if collate_fn is None:
            collate_fn = default_convert if batch_sampler is None else default_collate
        self.dataset = dataset
        self.num_workers = num_workers
        self.prefetch_factor = prefetch_factor
        self.pin_memory = pin_memory
        self.pin_memory_device = pin_memory_device
        self.timeout = timeout
        self.worker_init_fn = worker_init_fn
        self.batch_size = batch_size
        self.drop_last = drop_last
        self.sampler = sampler
        self.batch_sampler = batch_sampler
        self.generator = generator
        self.collate_fn = collate_fn
        self.persistent_workers = persistent_workers
        self.in_order = in_order
        self._iterable = iterable
        self._ready = True

    def __setattr__(self, name, value):
        if name in _FIXED and '_ready' in self.__dict__:
            raise ValueError(f'{name} attribute should not be set after {self.__class__.__name__} is initialized')
        super().__setattr__(name, value)

    @property
    def _auto_collation(self):
        return self.batch_sampler is not None

    @property
    def _index_sampler(self):
        return self.sampler if self.batch_sampler is None else self.batch_sampler

    def __iter__(self):
        return _SingleProcessDataLoaderIter(self)

    def __len__(self):
        if self._iterable:
            length = len(self.dataset)
            if self.batch_size is not None:
                length = length // self.batch_size if self.drop_last else -(-length // self.batch_size)
            return length
        return len(self._index_sampler)

    def __class_getitem__(cls, item):
        return cls


class _SingleProcessDataLoaderIter:
    'One pass over the data.'

    def __init__(self, loader):
        self.loader = loader
        self.indices = iter(loader._index_sampler)
        # PyTorch seeds its worker processes from this draw; it is made with and without them.
        torch.empty((), dtype=torch.int64).random_(generator=loader.generator)
        self.fetch = self._fetcher()
        _C._loader_began()

    def __iter__(self):
        return self

    def __next__(self):
        return self.fetch(next(self.indices))

    def __len__(self):
        return len(self.loader._index_sampler)

    def _fetcher(self):
        loader = self.loader
        dataset, collate, batched = loader.dataset, loader.collate_fn, loader.batch_sampler is not None
        if loader._iterable:
            return self._iterable_fetcher(iter(dataset), collate, batched)
        if not batched:
            return lambda index: collate(dataset[index])
        if collate is default_collate and type(dataset) is TensorDataset:
            # The same tensors as stacking the rows one by one, in one step.
            tensors = dataset.tensors
            if not any(tensor.requires_grad for tensor in tensors):
                return lambda batch: _gather(tensors, batch)
        if callable(getattr(dataset, '__getitems__', None)):
            return lambda batch: collate(dataset.__getitems__(batch))
        return lambda batch: collate([dataset[index] for index in batch])

    def _iterable_fetcher(self, samples, collate, batched):
        if not batched:
            return lambda _: collate(next(samples))
        drop_last = self.loader.drop_last
        ended = []

        def fetch(batch):
            if ended:
                raise StopIteration
            rows = []
            for _ in batch:
                try:
                    rows.append(next(samples))
                except StopIteration:
                    ended.append(True)
                    break
            if not rows or (drop_last and len(rows) < len(batch)):
                raise StopIteration
            return collate(rows)
        return fetch


def _gather_rows(tensors, index):
    index = torch.tensor(index)
    return [tensor.index_select(0, index) for tensor in tensors]


_gather = getattr(_C, '_gather', None) or _gather_rows
