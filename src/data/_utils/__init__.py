# torch.utils.data._utils: home of collate.
from torch.utils.data._utils import collate
