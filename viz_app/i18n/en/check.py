"""The words of the numeric check, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "title.check": "Numeric check of pass {pass}",
    "say.check.agrees": "Numeric check of pass <c>{pass}</c>: autograd and central differences agree in all <v>{count}</v> numbers; the largest relative error is <v>{error}</v>, at <c>{name}</c>.",
    "say.check.differs": "Numeric check of pass <c>{pass}</c>: at <c>{name}</c> autograd says <g>{gradient}</g>, but nudging it says <v>{difference}</v>.",
    "say.check.kink": "Numeric check of pass <c>{pass}</c>: at <c>{name}</c> lies a kink, the slopes left and right differ; PyTorch chooses <g>{gradient}</g>.",
    "say.check.rough": "Numeric check of pass <c>{pass}</c>: at <c>{name}</c> differences are too rough to judge the gradient <g>{gradient}</g>.",
    "say.check.none": "Numeric check of pass <c>{pass}</c>: nothing could be compared.",
    "why.check.agrees": "Each number was nudged a little up and down, the program ran again, and the change of the root divided by the nudge was compared with the gradient of this pass.",
    "why.check.differs": "Nudging the number changes the root by more, or less, than the recorded graph says. So the root also depends on it in a way that autograd does not follow (a value taken out by .item(), .detach(), .data or under no_grad), a hook changed the gradient, or a backward of one's own is wrong.",
    "why.check.kink": "At a kink there is no single slope, so a central difference, which is the mean of both sides, cannot confirm a gradient. PyTorch's choice is a convention: 0 for relu at 0, for instance.",
    "why.check.rough": "The result is so large, or its precision so low, that rounding hides the effect of a nudge. With float64 (torch.set_default_dtype(torch.float64)) the check is sharper.",
    "check.agrees": "agrees: {gradient}, difference {difference}, relative error {error} ({count} of {of} numbers)",
    "check.differs": "differs: gradient {gradient}, difference {difference} ({count} of {of} numbers)",
    "check.kink": "kink: gradient {gradient}, mean slope {difference} ({count} of {of} numbers)",
    "check.rough": "too rough: gradient {gradient}, difference {difference} ({count} of {of} numbers)",
    "app.check": "Numeric check",
    "app.check.help": "Compare each gradient with central differences: every number of every leaf is nudged, and the program runs again.",
    "app.check.nothing": "Nothing to check: no pass has brought a float leaf a gradient.",
}
