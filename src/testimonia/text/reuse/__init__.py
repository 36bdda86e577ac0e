"""Text reuse: pure kernels over arrays. The path: fold, grams, links, evidence, chain, align, closure, clusters."""
