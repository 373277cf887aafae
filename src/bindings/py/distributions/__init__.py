# torch.distributions: Normal, Bernoulli, Categorical and Uniform, with PyTorch's checks, draws and texts.
from torch.distributions import constraints
from torch.distributions.bernoulli import Bernoulli
from torch.distributions.categorical import Categorical
from torch.distributions.distribution import Distribution
from torch.distributions.kl import kl_divergence, register_kl
from torch.distributions.normal import Normal
from torch.distributions.uniform import Uniform

__all__ = ['Bernoulli', 'Categorical', 'Distribution', 'Normal', 'Uniform', 'constraints', 'kl_divergence', 'register_kl']

_MISSING = frozenset('''Beta Binomial Cauchy Chi2 ContinuousBernoulli Dirichlet Exponential ExponentialFamily FisherSnedecor Gamma
Geometric Gumbel HalfCauchy HalfNormal Independent InverseGamma Kumaraswamy LKJCholesky Laplace LogNormal LogisticNormal
LowRankMultivariateNormal MixtureSameFamily Multinomial MultivariateNormal NegativeBinomial OneHotCategorical
OneHotCategoricalStraightThrough Pareto Poisson RelaxedBernoulli RelaxedOneHotCategorical StudentT TransformedDistribution
VonMises Weibull Wishart biject_to transform_to transforms'''.split())


def __getattr__(name):
    if name in _MISSING:
        raise AttributeError(f'logit does not have torch.distributions.{name} yet')
    raise AttributeError(f"module 'torch.distributions' has no attribute '{name}'")
