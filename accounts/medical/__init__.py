"""Medical only: call reports of scientific exchanges, their requests and discussions."""
