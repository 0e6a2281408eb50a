# checks - what `make lint` and the slower tests do.

lint:
	@echo lint: to come

.PHONY: lint
