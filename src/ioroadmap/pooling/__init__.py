"""Layer 3: numbers to intervals and pooled estimates. Pure; knows no trial, no tumour and no drug."""
